/** One unit of a list of people, found by typing its name; each with how many people of the list it has. */
import { Select } from 'antd';
import { useState } from 'react';
import { useDesk } from '../../app/DeskContext.tsx';
import type { AttendeeQuery, UnitCount } from '../../desk/contract/queries.ts';
import { count } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../useFaultMessage.ts';

export function UnitFacet(props: { query: AttendeeQuery; onChoose: (unitId: string) => void }) {
  const { t } = useText();
  const desk = useDesk();
  const onFault = useFaultMessage();
  const { query, onChoose } = props;
  const [units, setUnits] = useState<UnitCount[]>([]);
  const ask = (search: string) => void desk.unitCounts(query, search).then(setUnits, onFault);
  return (
    <Select<string | null>
      aria-label={t('filter.unit')}
      value={null}
      placeholder={t('filter.unit.any')}
      showSearch={{ filterOption: false, onSearch: ask }}
      options={units.map((unit) => ({
        value: unit.id,
        label: t('filter.subGroup.count', { name: unit.name, count: count(unit.count) }),
      }))}
      onOpenChange={(isOpen) => isOpen && ask('')}
      onChange={(unitId) => unitId !== null && onChoose(unitId)}
      notFoundContent={t('filter.unit.none')}
      popupMatchSelectWidth={false}
      // All that are offered are in sight: a list that scrolls has no place for the focus.
      listHeight={400}
      style={{ width: 150 }}
    />
  );
}
