/** F6 goes round the regions of the page: navigation, filters, list, detail, strip. */

/** Marks an element as one of the regions. */
const REGION = '[data-f6]';

/** What to focus in a region, best first: the current row, the current entry, then whatever takes the focus. */
const FIRST_CHOICES = [
  '.desk-cursor [role="gridcell"][aria-colindex="2"]',
  '[aria-current="page"]',
  '[role="tab"][aria-selected="true"]',
  'button:not([disabled]), a[href], input',
  '[tabindex="0"]',
];

/** Focuses the first useful thing of the next visible region. */
export function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGION)].filter(
    (region) => region.offsetParent !== null && region.getClientRects().length > 0,
  );
  if (regions.length === 0) return;
  const now = regions.findIndex((region) => region.contains(document.activeElement));
  const next = regions[(now + 1) % regions.length];
  const inside = FIRST_CHOICES.flatMap((choice) => [
    ...(next?.querySelectorAll<HTMLElement>(choice) ?? []),
  ]).find((each) => each.offsetParent !== null);
  (inside ?? next)?.focus();
  if (inside && !next?.contains(document.activeElement)) next?.focus();
}
