/** Routes survive the way through the address bar. */
import { describe, expect, it } from 'vitest';
import { parseRoute, type Route, routeHash } from './route.ts';

describe('routes', () => {
  it('come back as they went', () => {
    const routes: Route[] = [
      { screen: 'units' },
      { screen: 'units', id: 'u-1' },
      { screen: 'attendees', unitId: 'u-1' },
      { screen: 'attendees', id: 'a 1&2' },
      { screen: 'import' },
      { screen: 'sync', tab: 'tray' },
      { screen: 'progress' },
      { screen: 'progress', tab: 'deals' },
      { screen: 'export' },
      { screen: 'export', selected: 'attendees' },
      { screen: 'settings' },
    ];
    for (const route of routes) expect(parseRoute(routeHash(route))).toEqual(route);
  });

  it('lead to the first screen when unknown', () => {
    expect(parseRoute('')).toEqual({ screen: 'units' });
    expect(parseRoute('#/nothing')).toEqual({ screen: 'units' });
  });
});
