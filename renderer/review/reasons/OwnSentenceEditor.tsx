/** All own sentences and templates: name and words to edit, what each is for, adding and removing. */
import { App, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { TEXT_MAX } from '../../../shared/domain/decision.ts';
import { OWN_NAME_MAX, type OwnSentence } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';
import styles from './OwnSentenceEditor.module.css';
import type { OwnSentences } from './useOwnSentences.ts';

const USES: readonly OwnSentence['use'][] = ['unit', 'attendee', 'override'];

export function OwnSentenceEditor({ own }: { own: OwnSentences }) {
  const { t } = useText();
  const { message } = App.useApp();
  const say = (work: Promise<void>) => {
    work.catch((fault: unknown) => void message.error(String(fault)));
  };
  const { all } = own;
  return (
    <div>
      <p className={styles.hint}>{t('own.help')}</p>
      {all !== null && all.length > 0 && (
        <ul className={styles.list} aria-label={t('own.title')}>
          {all.map((sentence) => (
            <OwnLine
              key={sentence.id}
              sentence={sentence}
              onChange={(changed) => say(own.replace(changed))}
              onRemove={() => say(own.remove(sentence.id))}
            />
          ))}
        </ul>
      )}
      <NewSentence isFull={own.isFull} onAdd={(sentence) => say(own.add(sentence))} />
    </div>
  );
}

/** One of them; what is typed is kept when the box is left, so that a sentence is not saved letter by letter. */
function OwnLine(props: {
  sentence: OwnSentence;
  onChange: (changed: OwnSentence) => void;
  onRemove: () => void;
}) {
  const { t } = useText();
  const { sentence, onChange, onRemove } = props;
  const [name, setName] = useState(sentence.name);
  const [text, setText] = useState(sentence.text);
  const keep = () => {
    const kept = { ...sentence, name: name.trim() || sentence.name, text: text.trim() };
    setName(kept.name);
    if (kept.name !== sentence.name || kept.text !== sentence.text) onChange(kept);
  };
  return (
    <li className={styles.line}>
      <span className={styles.use}>{t(`own.use.${sentence.use}`)}</span>
      <Input
        className={styles.name ?? ''}
        value={name}
        maxLength={OWN_NAME_MAX}
        aria-label={t('own.name.of', { name: sentence.name })}
        onChange={({ target }) => setName(target.value)}
        onBlur={keep}
      />
      <div className={styles.words}>
        <Input.TextArea
          value={text}
          rows={2}
          maxLength={TEXT_MAX}
          aria-label={t('own.text.of', { name: sentence.name })}
          onChange={({ target }) => setText(target.value)}
          onBlur={keep}
        />
        {sentence.reasons.length > 0 && (
          <p className={styles.hint}>
            {t('own.reasons', {
              reasons: sentence.reasons.map((reason) => reason.text).join(t('list.separator')),
            })}
          </p>
        )}
      </div>
      <Button size="small" aria-label={t('own.remove.of', { name: sentence.name })} onClick={onRemove}>
        {t('own.remove')}
      </Button>
    </li>
  );
}

function NewSentence(props: { isFull: boolean; onAdd: (sentence: Omit<OwnSentence, 'id'>) => void }) {
  const { t } = useText();
  const { isFull, onAdd } = props;
  const [use, setUse] = useState<OwnSentence['use']>('unit');
  const [name, setName] = useState('');
  const [text, setText] = useState('');
  const add = () => {
    onAdd({ use, name: name.trim() || text.trim().slice(0, OWN_NAME_MAX), text: text.trim(), reasons: [] });
    setName('');
    setText('');
  };
  return (
    <div className={styles.line}>
      <Select<OwnSentence['use']>
        className={styles.use ?? ''}
        aria-label={t('own.use')}
        value={use}
        popupMatchSelectWidth={false}
        options={USES.map((value) => ({ value, label: t(`own.use.${value}`) }))}
        onChange={setUse}
      />
      <Input
        className={styles.name ?? ''}
        value={name}
        maxLength={OWN_NAME_MAX}
        placeholder={t('own.name')}
        aria-label={t('own.name')}
        onChange={({ target }) => setName(target.value)}
      />
      <Input.TextArea
        className={styles.words ?? ''}
        value={text}
        rows={2}
        maxLength={TEXT_MAX}
        placeholder={t('own.text')}
        aria-label={t('own.text')}
        onChange={({ target }) => setText(target.value)}
      />
      <Button size="small" disabled={text.trim() === '' || isFull} onClick={add}>
        {t('own.add')}
      </Button>
    </div>
  );
}
