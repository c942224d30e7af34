/** The reasons that are chosen: each with its sentence to edit and the field or image it points to. */
import { Button, Input, Select } from 'antd';
import { type GivenReason, TEXT_MAX } from '../../../shared/domain/decision.ts';
import { useText } from '../../i18n/i18n.ts';
import { fieldText } from '../detail/findingText.ts';
import { PINNABLE } from '../reasonDraft.ts';
import styles from './ReasonStrip.module.css';

export function ChosenReasons(props: {
  kind: 'unit' | 'attendee';
  chosen: readonly GivenReason[];
  onEdit: (code: string, text: string) => void;
  onPin: (code: string, field: string | undefined) => void;
  onRemove: (code: string) => void;
}) {
  const { t } = useText();
  const { kind, chosen, onEdit, onPin, onRemove } = props;
  return chosen.map(({ code, text, field }) => {
    const fields: string[] = [...PINNABLE[kind]];
    if (field !== undefined && !fields.includes(field)) fields.unshift(field);
    return (
      <div key={code} className={styles.sentence}>
        <span className="mono">{code}</span>
        <Input
          data-sentence={code}
          value={text}
          maxLength={TEXT_MAX}
          aria-label={t('reasons.sentence', { code })}
          status={text.trim() === '' ? 'error' : ''}
          onChange={({ target }) => onEdit(code, target.value)}
          onPressEnter={({ nativeEvent, currentTarget }) => {
            if (!nativeEvent.isComposing && !nativeEvent.ctrlKey) currentTarget.blur();
          }}
        />
        <Select<string>
          className={styles.pin ?? ''}
          aria-label={t('reasons.pin', { code })}
          value={field ?? ''}
          popupMatchSelectWidth={false}
          showSearch={{ optionFilterProp: 'label' }}
          options={[
            { value: '', label: t('reasons.pin.none') },
            ...fields.map((name) => ({
              value: name,
              label: t('reasons.pin.to', { field: fieldText(t, name) }),
            })),
          ]}
          onChange={(name) => onPin(code, name === '' ? undefined : name)}
        />
        <Button
          size="small"
          type="text"
          aria-label={`${t('select.clear')} ${code}`}
          onClick={() => onRemove(code)}
        >
          ×
        </Button>
      </div>
    );
  });
}
