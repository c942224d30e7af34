/** The module the build makes of the page it has just written. */
declare module 'virtual:precache' {
  export const precache: import('./precache.ts').PrecacheList;
}
