/** The screen of a fault nobody foresaw: what is safe, and what to do. */
import { Button } from 'antd';
import { Component, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.ts';
import styles from './FaultScreen.module.css';

export function FaultScreen({ detail }: { detail: string }) {
  const { t } = useText();
  return (
    <main className={styles.screen}>
      <h1>{t('app.fault.title')}</h1>
      <p role="alert">{t('app.fault.text')}</p>
      <p className={styles.detail}>{detail}</p>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('app.reload')}
      </Button>
    </main>
  );
}

/** Catches what a component throws while rendering and shows the fault screen in its place. */
export class FaultBoundary extends Component<{ children: ReactNode }, { detail: string | null }> {
  override state: { detail: string | null } = { detail: null };

  static getDerivedStateFromError(fault: unknown): { detail: string } {
    return { detail: fault instanceof Error ? fault.message : String(fault) };
  }

  override render(): ReactNode {
    return this.state.detail === null ? this.props.children : <FaultScreen detail={this.state.detail} />;
  }
}
