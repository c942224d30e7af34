/** The fields of a unit in reading order, as terms and values. */
import { useMemo } from 'react';
import type { UnitDetail } from '../../desk/contract/rows.ts';
import { amount, inLanguage, monthDayClock } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from '../../review/detail/detail.module.css';
import type { Field } from '../../review/detail/Fields.tsx';
import { Masked } from '../../review/detail/Masked.tsx';
import { useReview } from '../../review/ReviewProvider.tsx';

export function useUnitFields(detail: UnitDetail | null | undefined): Field[] {
  const { t, language } = useText();
  const { profile } = useReview();
  return useMemo(() => {
    if (!detail) return [];
    const { material, row } = detail;
    const subGroup = profile?.subGroups.find(({ id }) => id === row.subGroupId);
    const masked = (field: string, value: string | undefined) =>
      value === undefined || value === '' ? (
        ''
      ) : (
        <Masked kind="unit" id={row.id} field={field} masked={value} isMono />
      );
    const intents = material.purchaseIntents.map((intent, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: intents have no id, and their order is the registrant's
      <li key={i}>
        {intent.category} · {intent.product}
        {intent.amount !== undefined && ` · ${t('value.usd10k', { amount: amount(intent.amount) })}`}
        {intent.countries && intent.countries.length > 0 && ` · ${intent.countries.join(t('common.and'))}`}
        {intent.note && <span className={styles.soft}> {intent.note}</span>}
      </li>
    ));
    const total = row.intentTotal;
    return [
      {
        name: 'purchaseIntents',
        isWide: true,
        value:
          intents.length === 0 ? (
            ''
          ) : (
            <>
              <ul>{intents}</ul>
              {intents.length > 1 && total !== null && (
                <span className={styles.soft}>
                  {t('detail.intents.total', { amount: t('value.usd10k', { amount: amount(total) }) })}
                </span>
              )}
            </>
          ),
      },
      ...(detail.decision?.invitationCode && row.status === 'approved'
        ? [{ name: 'invitationCode', value: detail.decision.invitationCode }]
        : []),
      { name: 'subGroupId', value: subGroup ? inLanguage(subGroup.name, language) : row.subGroupId },
      { name: 'category', value: t(`category.${material.category}`) },
      { name: 'region', value: t(`region.${material.region}`) },
      { name: 'registeredAs', value: t(`registeredAs.${material.registeredAs}`) },
      { name: 'contact.name', value: material.contact.name ?? '' },
      { name: 'contact.phone', value: masked('contact.phone', material.contact.phone) },
      { name: 'contact.email', isWide: true, value: masked('contact.email', material.contact.email) },
      {
        name: 'registeredCapital',
        value:
          material.registeredCapital === undefined
            ? ''
            : t('value.cny10k', { amount: amount(material.registeredCapital) }),
      },
      {
        name: 'importValue',
        value:
          material.importValue === undefined
            ? ''
            : t('value.usd10k', { amount: amount(material.importValue) }),
      },
      { name: 'isReturning', value: t(material.isReturning ? 'value.yes' : 'value.no') },
      ...(material.referralCode === undefined
        ? []
        : [{ name: 'referralCode', value: material.referralCode }]),
      { name: 'submittedAt', value: monthDayClock(row.submittedAt) },
      { name: 'revision', value: String(row.seen.revision) },
      { name: 'address', value: material.address, isWide: true },
      ...(material.businessScope
        ? [{ name: 'businessScope', value: material.businessScope, isWide: true }]
        : []),
    ];
  }, [detail, profile, language, t]);
}
