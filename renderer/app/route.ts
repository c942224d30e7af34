/** Which screen is shown, kept in the address's hash so that a reload returns to it. Ids only, never names. */
import { useSyncExternalStore } from 'react';

export type Route =
  | { screen: 'units'; id?: string }
  | { screen: 'attendees'; id?: string; unitId?: string }
  | { screen: 'import' }
  | { screen: 'sync'; tab?: string }
  | { screen: 'progress'; tab?: string }
  /** `selected`: the list whose selected rows are to be exported */
  | { screen: 'export'; selected?: 'units' | 'attendees' }
  | { screen: 'settings' };
export type ScreenName = Route['screen'];

/** The screens, with the digit of each. */
export const SCREENS: readonly { name: ScreenName; digit: number }[] = [
  { name: 'units', digit: 1 },
  { name: 'attendees', digit: 2 },
  { name: 'import', digit: 3 },
  { name: 'sync', digit: 4 },
  { name: 'progress', digit: 5 },
  { name: 'export', digit: 6 },
  { name: 'settings', digit: 7 },
];

/** Reads a hash such as `#/attendees?unit=u-1`; what is unknown leads to the first screen. */
export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const params = new URLSearchParams(query);
  const id = params.get('id');
  const unitId = params.get('unit');
  const tab = params.get('tab');
  switch (path) {
    case 'attendees':
      return { screen: 'attendees', ...(id ? { id } : {}), ...(unitId ? { unitId } : {}) };
    case 'sync':
    case 'progress':
      return { screen: path, ...(tab ? { tab } : {}) };
    case 'export': {
      const selected = params.get('selected');
      const isKnown = selected === 'units' || selected === 'attendees';
      return { screen: 'export', ...(isKnown ? { selected } : {}) };
    }
    case 'import':
    case 'settings':
      return { screen: path };
    default:
      return { screen: 'units', ...(id ? { id } : {}) };
  }
}

/** The hash of a route; the opposite of `parseRoute`. */
export function routeHash(route: Route): string {
  const params = new URLSearchParams();
  if ('id' in route && route.id) params.set('id', route.id);
  if ('unitId' in route && route.unitId) params.set('unit', route.unitId);
  if ('selected' in route && route.selected) params.set('selected', route.selected);
  if ('tab' in route && route.tab) params.set('tab', route.tab);
  const query = params.toString();
  return `#/${route.screen}${query === '' ? '' : `?${query}`}`;
}

export function navigate(route: Route): void {
  window.location.hash = routeHash(route);
}

const subscribe = (listener: () => void) => {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
};
const currentHash = () => window.location.hash;

/** The current hash; parse it where a stable object matters. */
export const useHash = (): string => useSyncExternalStore(subscribe, currentHash);
