/** The views of a list: one press shows it as it was kept; the list as it is can be kept under a name. */
import { App, Button, Input, type InputRef, Select } from 'antd';
import { useRef, useState } from 'react';
import type { AttendeeQuery, UnitQuery } from '../../desk/contract/queries.ts';
import { OWN_NAME_MAX } from '../../desk/contract/settings.ts';
import { useText } from '../../i18n/i18n.ts';
import { Dialog } from '../../ui/dialogs/Dialog.tsx';
import { cleanQuery, isSameQuery } from './query.ts';
import styles from './screen.module.css';
import { useViews, type Views } from './useViews.ts';

const MANAGE = 'manage';

export function ViewMenu<Q extends UnitQuery | AttendeeQuery>(props: {
  query: Q;
  onShow: (query: Q) => void;
}) {
  const { t } = useText();
  const { query, onShow } = props;
  const views = useViews(query.kind);
  const [isManaging, setIsManaging] = useState(false);
  const all = [...views.given, ...views.own];
  const current = all.find((view) => isSameQuery(view.query, query));
  const option = ({ id, name }: { id: string; name: string }) => ({ value: id, label: name });
  return (
    <>
      <Select<string | null>
        aria-label={t('view.label')}
        value={current?.id ?? null}
        placeholder={t('view.label')}
        popupMatchSelectWidth={false}
        style={{ minWidth: 96 }}
        options={[
          { label: t('view.given'), options: views.given.map(option) },
          ...(views.own.length > 0 ? [{ label: t('view.own'), options: views.own.map(option) }] : []),
          { label: t('view.keep'), options: [{ value: MANAGE, label: t('view.manage') }] },
        ]}
        onChange={(id) => {
          if (id === MANAGE) setIsManaging(true);
          const view = all.find((each) => each.id === id);
          if (view) onShow(view.query as Q);
        }}
      />
      {isManaging && (
        <ViewDialog query={cleanQuery<Q>(query)} views={views} onClose={() => setIsManaging(false)} />
      )}
    </>
  );
}

function ViewDialog(props: { query: UnitQuery | AttendeeQuery; views: Views; onClose: () => void }) {
  const { t } = useText();
  const { message } = App.useApp();
  const { query, views, onClose } = props;
  const [name, setName] = useState('');
  const save = () => {
    const chosen = name.trim();
    if (chosen === '' || views.isFull) return;
    views.save(chosen, query).then(
      () => {
        void message.success(t('view.saved', { name: chosen }));
        onClose();
      },
      (fault: unknown) => void message.error(String(fault)),
    );
  };
  const nameInput = useRef<InputRef>(null);
  const remove = (id: string) => {
    // The button pressed goes with its view: keys would go to the page below.
    nameInput.current?.focus();
    views.remove(id).catch((fault: unknown) => void message.error(String(fault)));
  };
  return (
    <Dialog title={t('view.own')} keysTitle={t('keys.section.dialog')} onClose={onClose}>
      <p className={styles.soft}>{t('view.help')}</p>
      <div className={styles.viewLine}>
        <Input
          ref={nameInput}
          autoFocus
          value={name}
          maxLength={OWN_NAME_MAX}
          aria-label={t('view.name')}
          placeholder={t('view.name')}
          onChange={({ target }) => setName(target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.nativeEvent.isComposing) save();
          }}
        />
        <Button type="primary" disabled={name.trim() === '' || views.isFull} onClick={save}>
          {t('view.save')}
        </Button>
      </div>
      {views.own.length > 0 && (
        <ul className={styles.viewList} aria-label={t('view.own')}>
          {views.own.map((view) => (
            <li key={view.id} className={styles.viewLine}>
              <span className={styles.viewName}>{view.name}</span>
              <Button
                size="small"
                aria-label={t('view.remove.of', { name: view.name })}
                onClick={() => remove(view.id)}
              >
                {t('own.remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
