/** Whether this is the practice, and how to begin it; for every component. */
import { createContext, useContext } from 'react';

export interface Practice {
  isOn: boolean;
  start: () => void;
}
export const PracticeContext = createContext<Practice>({ isOn: false, start: () => {} });

export const usePractice = (): Practice => useContext(PracticeContext);
