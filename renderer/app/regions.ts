/** F6 goes round the regions of the page: navigation, filters, list, detail, strip. */

/** Marks an element as one of the regions. */
const REGION = '[data-f6]';

/** Focuses the first useful thing of the next visible region. */
export function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGION)].filter(
    (region) => region.offsetParent !== null && region.getClientRects().length > 0,
  );
  if (regions.length === 0) return;
  const now = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(now + 1) % regions.length];
  const inside = next?.querySelector<HTMLElement>(
    '[role="gridcell"][tabindex], .desk-grid, a[href], button:not([disabled]), input, [tabindex="0"]',
  );
  (inside ?? next)?.focus();
  if (inside && !next?.contains(document.activeElement)) next?.focus();
}
