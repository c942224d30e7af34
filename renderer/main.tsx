/** The page's table of contents: what happens at its start, in order. */
import './app/zodJitless.ts';
import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { startAppearance } from './app/appearance.ts';
import { connectDesk } from './app/connectDesk.ts';
import { createDeskFeed } from './app/deskFeed.ts';
import { FaultBoundary, FaultScreen } from './app/FaultScreen.tsx';
import { Providers } from './app/Providers.tsx';
import { PracticeHost } from './app/practice/PracticeHost.tsx';
import { passNonceToStyles, styleNonce } from './app/styleNonce.ts';
import { startI18n } from './i18n/i18n.ts';
import { registerServiceWorker } from './sw/registerServiceWorker.ts';

async function start(host: HTMLElement): Promise<void> {
  const nonce = styleNonce();
  passNonceToStyles(nonce);
  startAppearance();
  await startI18n();
  const root = createRoot(host);
  const onCrash = (detail: string) =>
    root.render(
      <Providers nonce={nonce}>
        <FaultScreen detail={detail} />
      </Providers>,
    );
  try {
    const desk = await connectDesk(onCrash);
    const feed = await createDeskFeed(desk);
    root.render(
      <Providers nonce={nonce}>
        <FaultBoundary>
          <PracticeHost desk={desk} feed={feed}>
            <App />
          </PracticeHost>
        </FaultBoundary>
      </Providers>,
    );
  } catch (fault) {
    onCrash(fault instanceof Error ? fault.message : String(fault));
  }
  void registerServiceWorker();
}

const host = document.getElementById('root');
if (host) void start(host);
