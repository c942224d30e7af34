/** The fields of a person in reading order; personal ones masked, each revealed by holding. */
import { useMemo } from 'react';
import type { AttendeeDetail } from '../../desk/contract/rows.ts';
import { countryName } from '../../i18n/countries.ts';
import { amount, inLanguage, monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { documentNumberGroups } from '../../review/codeGroups.ts';
import type { Field } from '../../review/detail/Fields.tsx';
import { Masked } from '../../review/detail/Masked.tsx';
import { useReview } from '../../review/ReviewProvider.tsx';

export function useAttendeeFields(detail: AttendeeDetail | null | undefined): Field[] {
  const { t, language } = useText();
  const { profile } = useReview();
  return useMemo(() => {
    if (!detail) return [];
    const { material, arrangement, order, row } = detail;
    const period = profile?.entryPeriods.find(({ id }) => id === arrangement.entryPeriod);
    const masked = (field: string, value: string | undefined) =>
      value === undefined || value === '' ? (
        ''
      ) : (
        <Masked kind="attendee" id={row.id} field={field} masked={value} isMono />
      );
    const fields: Field[] = [
      { name: 'personType', value: t(`personType.${material.personType}`) },
      { name: 'documentType', value: t(`documentType.${material.documentType}`) },
      {
        name: 'documentNumber',
        isWide: true,
        value: masked('documentNumber', documentNumberGroups(material.documentNumber).join(' ')),
      },
      { name: 'gender', value: material.gender ? t(`gender.${material.gender}`) : '' },
      { name: 'birthDate', isWide: true, value: masked('birthDate', material.birthDate) },
      { name: 'jobTitle', value: material.jobTitle ?? '' },
      { name: 'phone', isWide: true, value: masked('phone', material.phone) },
      { name: 'email', isWide: true, value: masked('email', material.email) },
      {
        name: 'entryPeriod',
        value: period ? inLanguage(period.label, language) : (arrangement.entryPeriod ?? ''),
      },
      {
        name: 'deliveryMethod',
        value: arrangement.deliveryMethod ? t(`delivery.${arrangement.deliveryMethod}`) : '',
      },
      { name: 'pledgeAccepted', value: t(material.pledgeAccepted ? 'value.accepted' : 'value.notAccepted') },
      { name: 'isReturning', value: t(material.isReturning ? 'value.yes' : 'value.no') },
      { name: 'submittedAt', value: monthDayClock(row.submittedAt) },
      { name: 'revision', value: String(row.seen.revision) },
    ];
    if (material.nationality)
      fields.splice(5, 0, { name: 'nationality', value: countryName(material.nationality, language) });
    if (material.documentExpiry)
      fields.splice(3, 0, { name: 'documentExpiry', value: material.documentExpiry });
    if (material.previousTag) fields.push({ name: 'previousTag', value: t(`tag.${material.previousTag}`) });
    if (arrangement.deliveryMethod === 'express') {
      fields.push({
        name: 'deliveryAddress',
        isWide: true,
        value: masked('deliveryAddress', t('detail.hidden')),
      });
    }
    if (order) {
      fields.push({
        name: 'order',
        isWide: true,
        value: `${order.orderNo} · ${t('value.cny', { amount: amount(order.amount) })} · ${t(`payStatus.${order.payStatus}`)}`,
      });
    }
    return fields;
  }, [detail, profile, language, t]);
}
