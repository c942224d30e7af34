/** Intended deals as the gateway has them, or as they are kept here. */
import { useDesk, useStatusOf } from '../../app/DeskContext.tsx';
import type { DealRow } from '../../desk/contract/reports.ts';
import { useReloaded } from './useReloaded.ts';

export function useDeals() {
  const desk = useDesk();
  const connectivity = useStatusOf((status) => status.connectivity, 'unknown');
  const { value, reload } = useReloaded(() => desk.deals(), connectivity);
  return { copy: value, reload };
}

const NONE: DealRow[] = [];

/** The deals known here, for the report. */
export const useKnownDeals = (): DealRow[] => useDeals().copy?.value ?? NONE;
