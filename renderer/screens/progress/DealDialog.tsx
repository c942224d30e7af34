/** One intended deal, entered or changed. */
import { Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { AMOUNT_PATTERN } from '../../../shared/domain/amount.ts';
import { isRealDate, shanghaiDate } from '../../../shared/domain/calendar.ts';
import type { Deal } from '../../../shared/protocol/reports.ts';
import type { DealRow } from '../../desk/contract/reports.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import styles from './ProgressScreen.module.css';
import { type PickedUnit, UnitPicker } from './UnitPicker.tsx';

export function DealDialog(props: {
  /** null: a new one */
  deal: DealRow | null;
  writable: readonly string[];
  onSave: (deal: Deal) => Promise<boolean>;
  onClose: () => void;
}) {
  const { deal, onClose } = props;
  const { t } = useText();
  const fault = useFaultMessage();
  const [unit, setUnit] = useState<PickedUnit | null>(
    deal && { id: deal.unitId, subGroupId: deal.subGroupId, name: deal.unitName ?? deal.unitId },
  );
  const [exhibitor, setExhibitor] = useState(deal?.exhibitor ?? '');
  const [amount, setAmount] = useState(deal?.amount ?? '');
  const [date, setDate] = useState(deal?.date ?? shanghaiDate(Date.now()));
  const [isTold, setIsTold] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const plainAmount = amount.normalize('NFKC').replaceAll(',', '').trim();
  const problems = {
    unit: unit === null ? t('deals.missing') : null,
    exhibitor: exhibitor.trim() === '' ? t('deals.missing') : null,
    amount: AMOUNT_PATTERN.test(plainAmount) ? null : t('deals.amount.wrong'),
    date: isRealDate(date.trim()) ? null : t('deals.date.wrong'),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTold(true);
    if (!unit || Object.values(problems).some((problem) => problem !== null)) return;
    setIsBusy(true);
    props
      .onSave({
        id: deal?.id ?? `deal-${crypto.randomUUID()}`,
        subGroupId: unit.subGroupId,
        unitId: unit.id,
        exhibitor: exhibitor.trim(),
        amount: plainAmount,
        date: date.trim(),
      })
      .then((isSaved) => isSaved && onClose(), fault)
      .finally(() => setIsBusy(false));
  };
  const told = (name: keyof typeof problems) => (isTold ? problems[name] : null);
  return (
    <Dialog
      title={t(deal ? 'deals.edit.title' : 'deals.add')}
      onClose={onClose}
      width={560}
      keysTitle={t('keys.section.dialog')}
    >
      <form className={styles.fields} onSubmit={submit} noValidate>
        <Field label={t('deals.unit')} problem={told('unit')}>
          {(id) => <UnitPicker id={id} unit={unit} writable={props.writable} onPick={setUnit} />}
        </Field>
        <Field label={t('deals.exhibitor')} problem={told('exhibitor')}>
          {(id) => (
            <Input
              id={id}
              value={exhibitor}
              maxLength={300}
              onChange={({ target }) => setExhibitor(target.value)}
            />
          )}
        </Field>
        <Field label={t('deals.amount')} problem={told('amount')}>
          {(id) => (
            <Input
              id={id}
              value={amount}
              inputMode="decimal"
              onChange={({ target }) => setAmount(target.value)}
            />
          )}
        </Field>
        <Field label={t('deals.date')} problem={told('date')}>
          {(id) => (
            <Input id={id} value={date} maxLength={10} onChange={({ target }) => setDate(target.value)} />
          )}
        </Field>
        <div className={styles.buttons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('deals.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A labelled field with what is wrong with it. */
export function Field(props: {
  label: string;
  problem?: string | null;
  children: (id: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label}</label>
      {props.children(id)}
      {props.problem && <small role="alert">{props.problem}</small>}
    </div>
  );
}
