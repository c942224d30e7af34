/** Finds one of the approved units by name, pinyin or code. */
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';

export interface PickedUnit {
  id: string;
  subGroupId: string;
  name: string;
}

const FOUND_MAX = 20;

export function UnitPicker(props: {
  id: string;
  unit: PickedUnit | null;
  writable: readonly string[];
  onPick: (unit: PickedUnit) => void;
}) {
  const { unit, writable } = props;
  const { t } = useText();
  const desk = useDesk();
  const fault = useFaultMessage();
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<PickedUnit[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what may be written does not change meanwhile
  useEffect(() => {
    let isWanted = true;
    const find = async () => {
      const { queryId } = await desk.openQuery({
        kind: 'unit',
        queue: 'approved',
        subGroupIds: [...writable],
        sort: 'name',
        ...(search.trim() === '' ? {} : { search }),
      });
      const rows = await desk.rows(queryId, 0, FOUND_MAX);
      await desk.closeQuery(queryId);
      const units = rows.flatMap((row) =>
        row?.kind === 'unit' ? { id: row.id, subGroupId: row.subGroupId, name: row.unitName } : [],
      );
      if (isWanted) setFound(units);
    };
    find().catch(fault);
    return () => {
      isWanted = false;
    };
  }, [search, desk]);
  const known = unit && !found.some(({ id }) => id === unit.id) ? [unit, ...found] : found;
  return (
    <Select
      id={props.id}
      showSearch={{ filterOption: false, onSearch: setSearch }}
      value={unit?.id ?? null}
      placeholder={t('deals.unit.search')}
      notFoundContent={t('deals.unit.none')}
      options={known.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={(id) => {
        const picked = known.find((each) => each.id === id);
        if (picked) props.onPick(picked);
      }}
    />
  );
}
