/** The pages of the photo wall: six by three, cut from the list's beginning, the cursor on one of them. Pure. */

export const WALL_COLUMNS = 6;
export const WALL_ROWS = 3;
export const WALL_SIZE = WALL_COLUMNS * WALL_ROWS;

/** The index of the first person on the page with this one. */
export const pageOf = (index: number): number => Math.floor(Math.max(0, index) / WALL_SIZE) * WALL_SIZE;
