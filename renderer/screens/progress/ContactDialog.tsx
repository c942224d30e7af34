/** The contact form of one sub-group. */
import { Button, Input } from 'antd';
import { type FormEvent, useState } from 'react';
import type { SubGroupContact } from '../../../shared/protocol/reports.ts';
import type { Translate } from '../../i18n/i18n.ts';
import { useText } from '../../i18n/i18n.ts';
import { useFaultMessage } from '../../review/useFaultMessage.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { Field } from './DealDialog.tsx';
import styles from './ProgressScreen.module.css';

export const CONTACT_FIELDS = ['unit', 'name', 'title', 'officePhone', 'mobile', 'fax'] as const;
type ContactField = (typeof CONTACT_FIELDS)[number];

export const contactLabel = (t: Translate, field: ContactField): string =>
  t(field === 'title' ? 'contacts.jobTitle' : `contacts.${field}`);

const LENGTHS: Record<ContactField, number> = {
  unit: 300,
  name: 100,
  title: 100,
  officePhone: 60,
  mobile: 60,
  fax: 60,
};
const isOptional = (field: ContactField) => field === 'fax';

export function ContactDialog(props: {
  subGroup: { id: string; name: string };
  form: SubGroupContact | null;
  onSave: (form: SubGroupContact) => Promise<boolean>;
  onClose: () => void;
}) {
  const { subGroup, onClose } = props;
  const { t } = useText();
  const fault = useFaultMessage();
  const [values, setValues] = useState(() => {
    const { unit = '', name = '', title = '', officePhone = '', mobile = '', fax = '' } = props.form ?? {};
    return { unit, name, title, officePhone, mobile, fax };
  });
  const [isTold, setIsTold] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const isMissing = (field: ContactField) => !isOptional(field) && values[field].trim() === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsTold(true);
    if (CONTACT_FIELDS.some(isMissing)) return;
    const { fax, ...needed } = values;
    const form = { ...needed, subGroupId: subGroup.id, ...(fax.trim() === '' ? {} : { fax }) };
    setIsBusy(true);
    props
      .onSave(form)
      .then((isSaved) => isSaved && onClose(), fault)
      .finally(() => setIsBusy(false));
  };
  return (
    <Dialog
      title={t('contacts.edit.title', { subGroup: subGroup.name })}
      onClose={onClose}
      width={520}
      keysTitle={t('keys.section.dialog')}
    >
      <form className={styles.fields} onSubmit={submit} noValidate>
        {CONTACT_FIELDS.map((field) => (
          <Field
            key={field}
            label={contactLabel(t, field)}
            problem={isTold && isMissing(field) ? t('deals.missing') : null}
          >
            {(id) => (
              <Input
                id={id}
                value={values[field]}
                maxLength={LENGTHS[field]}
                onChange={({ target }) => setValues({ ...values, [field]: target.value })}
              />
            )}
          </Field>
        ))}
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
