/** A region that scrolls, reachable by keys: one Tab stop, then the arrow keys scroll it. */
import type { ReactNode } from 'react';

export function ScrollRegion(props: {
  label: string;
  className?: string | undefined;
  isF6?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      className={props.className ?? ''}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
      tabIndex={0}
      {...(props.isF6 ? { 'data-f6': '' } : {})}
    >
      {props.children}
    </section>
  );
}
