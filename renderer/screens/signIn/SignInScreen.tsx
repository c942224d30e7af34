/** The way in: sign in, or unlock what is on this PC; then the progress of the first pull. */
import { Alert, Button, Input } from 'antd';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useDesk, useDeskStatus } from '../../app/DeskContext.tsx';
import { desktopBridge } from '../../app/desktopBridge.ts';
import { LanguageSwitch } from '../../app/Header.tsx';
import { usePractice } from '../../app/practice/practiceContext.ts';
import { recently } from '../../i18n/format.ts';
import { useText } from '../../i18n/i18n.ts';
import { signInRefusalText } from '../../i18n/signInRefusalText.ts';
import { KnownAccounts } from './KnownAccounts.tsx';
import { NothingOpens } from './NothingOpens.tsx';
import { OpeningProgress } from './OpeningProgress.tsx';
import styles from './SignInScreen.module.css';
import { TravelStart } from './TravelStart.tsx';
import { useGateway } from './useGateway.ts';
import { useUnplugged } from './useUnplugged.ts';
import { WipedAlert } from './WipedAlert.tsx';

export function SignInScreen() {
  const { t } = useText();
  const desk = useDesk();
  const status = useDeskStatus();
  const gateway = useGateway();
  const practice = usePractice();
  const ids = { gateway: useId(), account: useId(), password: useId() };
  const passwordRef = useRef<HTMLElement>(null);
  const lockedAs = status?.lockedAs ?? null;
  const workstations = status?.workstations ?? [];
  const [account, setAccount] = useState(lockedAs ?? workstations[0]?.account ?? '');
  const [password, setPassword] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [wasTakeOver, setWasTakeOver] = useState(false);
  const isUnplugged = useUnplugged();
  const [isTravel, setIsTravel] = useState(false);
  // One that lies aside is chosen from the list; otherwise the account says which is meant.
  const [aside, setAside] = useState<string | null>(null);
  const [shut, setShut] = useState<string | null>(null);

  useEffect(() => {
    if (lockedAs !== null) setAccount(lockedAs);
  }, [lockedAs]);
  if (!status) return null;
  const known = workstations.find(
    (each) => each.account === account.trim() && (aside ? each.localId === aside : each.asideSince === null),
  );
  const isAside = known !== undefined && known.asideSince !== null;
  // Neither this PC's key nor the gateway's opened it when it was tried last.
  const isShut = known !== undefined && known.localId === shut;
  const isLocked = status.phase === 'locked';
  const isOpening = status.phase === 'opening';
  const isTakenOver = status.phase === 'takenOver';
  // Another account may be typed on the same screen: only the one that is open elsewhere is taken over.
  const elsewhere = status.elsewhere?.account === account.trim() ? status.elsewhere : null;
  const isTakeOver = elsewhere !== null || (isTakenOver && lockedAs === account.trim());
  const isOffline = isUnplugged || status.connectivity === 'offline' || status.connectivity === 'notGateway';

  const nameAccount = (name: string, localId: string | null) => {
    setAccount(name);
    setAside(localId);
    setShut(null);
  };
  const enter = async (startOver: boolean) => {
    if (account.trim() === '' || password === '') return;
    setFault(null);
    setIsBusy(true);
    setWasTakeOver(isTakeOver);
    try {
      const set = await gateway.save();
      if (!set.ok) {
        setFault(t(`signIn.gateway.${set.why}`));
        return;
      }
      const reply = await desk.signIn({
        account: account.trim(),
        password,
        ...(set.gateway === null ? {} : { gateway: set.gateway }),
        ...(isTakeOver ? { takeOver: true } : {}),
        ...(isAside ? { localId: known.localId } : {}),
        ...(startOver ? { startOver } : {}),
      });
      setShut(null);
      if (reply.ok) return;
      // What is typed stays for taking over; the screen says where the desk is open.
      if (reply.why === 'elsewhere') return;
      if (reply.why === 'recoveryFailed' && known) {
        // What is typed stays for starting over.
        setShut(known.localId);
        return;
      }
      setFault(signInRefusalText(t, reply));
      setPassword('');
      passwordRef.current?.querySelector('input')?.focus();
    } catch (thrown) {
      setFault(thrown instanceof Error ? thrown.message : String(thrown));
    } finally {
      setIsBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void enter(false);
  };
  const lockedText =
    known && known.unsent > 0 ? t('signIn.lockedUnsent', { count: known.unsent }) : t('signIn.locked');
  const elsewhereText =
    elsewhere === null || elsewhere.since === null
      ? t('signIn.elsewhere', { account: account.trim() })
      : t('signIn.elsewhereSince', {
          account: account.trim(),
          time: recently(elsewhere.since, Date.now()),
        });
  const gatewayField = desktopBridge() !== null && (
    <label htmlFor={ids.gateway}>
      {t('signIn.gateway')}
      <Input
        id={ids.gateway}
        type="url"
        value={gateway.address}
        placeholder="https://"
        onChange={({ target }) => gateway.setAddress(target.value)}
      />
    </label>
  );
  const title = t(isLocked || known ? 'signIn.unlock' : 'signIn.title');
  const submitText = elsewhere ? t('signIn.takeOver') : isTakeOver ? t('signIn.takeBack') : title;
  return (
    <div className={styles.screen}>
      <div className={styles.corner}>
        <LanguageSwitch />
      </div>
      <main className={styles.card}>
        <h1 className={styles.brand}>
          {t('app.name')}
          <small>{t('app.tagline')}</small>
        </h1>
        {isTravel && (
          <TravelStart gateway={gateway} gatewayField={gatewayField} onBack={() => setIsTravel(false)} />
        )}
        {isOpening ? (
          <OpeningProgress pull={status.pull} isTakingOver={isBusy && wasTakeOver} />
        ) : isTravel ? null : (
          <form className={styles.form} onSubmit={submit} aria-label={title}>
            {isLocked && <Alert type="info" title={lockedText} />}
            {isTakenOver && <Alert type="info" title={t('signIn.takenOver', { account: lockedAs ?? '' })} />}
            {elsewhere && <Alert type="warning" title={elsewhereText} />}
            {status.wiped && <WipedAlert wiped={status.wiped} />}
            {isOffline && <Alert type="warning" title={t(known ? 'signIn.offline' : 'signIn.offlineNew')} />}
            {isAside && !isShut && <Alert type="info" title={t('signIn.asideChosen')} />}
            {gatewayField}
            <label htmlFor={ids.account}>
              {t('signIn.account')}
              <Input
                id={ids.account}
                value={account}
                autoComplete="username"
                autoCapitalize="off"
                spellCheck={false}
                autoFocus={account === ''}
                onChange={({ target }) => nameAccount(target.value, null)}
              />
            </label>
            <label htmlFor={ids.password} ref={passwordRef as React.Ref<HTMLLabelElement>}>
              {t('signIn.password')}
              <Input.Password
                id={ids.password}
                value={password}
                autoComplete="current-password"
                autoFocus={account !== ''}
                onChange={({ target }) => setPassword(target.value)}
              />
            </label>
            {isShut && (
              <NothingOpens workstation={known} isBusy={isBusy} onStartOver={() => void enter(true)} />
            )}
            {fault !== null && (
              <div role="alert">
                <Alert type="error" title={fault} showIcon />
              </div>
            )}
            <Button
              type="primary"
              htmlType="submit"
              size="large"
              block
              loading={isBusy}
              disabled={account.trim() === '' || password === ''}
            >
              {submitText}
            </Button>
          </form>
        )}
        {!isOpening && !isTravel && (
          <KnownAccounts
            workstations={workstations}
            chosen={known?.localId}
            onChoose={(each) => nameAccount(each.account, each.asideSince === null ? null : each.localId)}
          />
        )}
        {!isOpening && !isTravel && (
          <Button type="link" onClick={practice.start}>
            {t('practice.start')}
          </Button>
        )}
        {!isOpening && !isTravel && (
          <Button type="link" onClick={() => setIsTravel(true)}>
            {t('travel.start')}
          </Button>
        )}
        <p className={styles.privacy}>{t('signIn.privacy')}</p>
      </main>
    </div>
  );
}
