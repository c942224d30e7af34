/** Whether people are shown as a list or as a wall of photos; a choice of this machine, nothing personal. */
import { useCallback, useState } from 'react';

const KEY = 'desk.attendeesAsWall';

export function useWallChoice(): [isWall: boolean, choose: (isWall: boolean) => void] {
  const [isWall, setIsWall] = useState(() => localStorage.getItem(KEY) === 'wall');
  const choose = useCallback((next: boolean) => {
    localStorage.setItem(KEY, next ? 'wall' : 'list');
    setIsWall(next);
  }, []);
  return [isWall, choose];
}
