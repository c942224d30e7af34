/** The sheet of keys: every layer that listens now, with what each key does. */
import { KeyHint } from './KeyHint.tsx';
import styles from './keys.module.css';
import type { KeyCommand } from './resolveKey.ts';

export interface KeySection {
  id: string;
  title: string;
  commands: readonly Pick<KeyCommand, 'id' | 'chords' | 'label'>[];
}

export function KeySheet({ sections }: { sections: readonly KeySection[] }) {
  return (
    <div className={styles.sheet}>
      {sections.map((section) => (
        <section key={section.id} className={styles.section}>
          <h3>{section.title}</h3>
          <dl>
            {section.commands.map((command) => (
              <div key={command.id} className={styles.line}>
                <dt>{command.label}</dt>
                <dd>
                  {command.chords.map((chord) => (
                    <KeyHint key={chord} chord={chord} isSpoken />
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
