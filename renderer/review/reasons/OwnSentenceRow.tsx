/** Own sentences and templates above the note: one press takes one over; what is in the strip can be kept. */
import { App, Button } from 'antd';
import { useState } from 'react';
import { OWN_NAME_MAX, type OwnSentence } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { ariaKeyShortcuts } from '../../ui/keys/chord.ts';
import { KeyHint } from '../../ui/keys/KeyHint.tsx';
import { usePressed } from '../../ui/keys/KeyProvider.tsx';
import type { ReasonDraft } from '../reasonDraft.ts';
import { OwnNameBox } from './OwnNameBox.tsx';
import { OwnSentenceEditor } from './OwnSentenceEditor.tsx';
import styles from './ReasonStrip.module.css';
import type { OwnSentences } from './useOwnSentences.ts';

export function OwnSentenceRow(props: {
  use: OwnSentence['use'];
  own: OwnSentences;
  offered: readonly OwnSentence[];
  draft: ReasonDraft;
  onTake: (sentence: OwnSentence) => void;
}) {
  const { t } = useText();
  const { message } = App.useApp();
  const { use, own, offered, draft, onTake } = props;
  const [isNaming, setIsNaming] = useState(false);
  const [isEditing, setIsEditing] = useState(false);
  const isEmpty = draft.chosen.length === 0 && draft.note.trim() === '';
  const keep = (name: string) => {
    own.add({ use, name, text: draft.note.trim(), reasons: [...draft.chosen] }).then(
      () => {
        setIsNaming(false);
        void message.success(t('own.kept', { name }));
      },
      (fault: unknown) => void message.error(String(fault)),
    );
  };
  const suggestion = (draft.note.trim() || draft.chosen[0]?.text || '').slice(0, OWN_NAME_MAX);
  return (
    <div className={styles.row}>
      <span className={styles.lead}>{t('own.title')}</span>
      {offered.map((sentence, i) => (
        <OwnChip key={sentence.id} sentence={sentence} position={i + 1} onTake={onTake} />
      ))}
      {!isNaming ? (
        <Button size="small" disabled={isEmpty || own.isFull} onClick={() => setIsNaming(true)}>
          {t('own.keep')}
        </Button>
      ) : (
        <OwnNameBox suggestion={suggestion} onKeep={keep} onGiveUp={() => setIsNaming(false)} />
      )}
      <Button size="small" type="text" onClick={() => setIsEditing(true)}>
        {t('own.edit')}
      </Button>
      {isEditing && (
        <Dialog
          title={t('own.title')}
          width={720}
          keysTitle={t('keys.section.dialog')}
          onClose={() => setIsEditing(false)}
        >
          <OwnSentenceEditor own={own} />
        </Dialog>
      )}
    </div>
  );
}

function OwnChip(props: {
  sentence: OwnSentence;
  position: number;
  onTake: (sentence: OwnSentence) => void;
}) {
  const { sentence, position, onTake } = props;
  const key = usePressed(position <= 9 ? `Shift+${position}` : undefined);
  return (
    <button
      type="button"
      className={styles.chip}
      title={[...sentence.reasons.map(({ text }) => text), sentence.text].filter(Boolean).join('\n')}
      {...(key === undefined ? {} : { 'aria-keyshortcuts': ariaKeyShortcuts([key]) })}
      onClick={() => onTake(sentence)}
    >
      {key !== undefined && <KeyHint chord={key} />}
      {sentence.name}
    </button>
  );
}
