/** A value with the letters marked that a repair would change. */
import styles from './findings.module.css';

interface Run {
  from: number;
  text: string;
  isMarked: boolean;
}

/** Neighbouring letters that are marked alike, as one run. */
function runsOf(text: string, marks: readonly number[]): Run[] {
  const runs: Run[] = [];
  Array.from(text).forEach((letter, i) => {
    const isMarked = marks.includes(i);
    const last = runs.at(-1);
    if (last?.isMarked === isMarked) last.text += letter;
    else runs.push({ from: i, text: letter, isMarked });
  });
  return runs;
}

export function MarkedText({ text, marks }: { text: string; marks: readonly number[] }) {
  if (marks.length === 0) return <span>{text}</span>;
  return (
    <span className="mono">
      {runsOf(text, marks).map((run) =>
        run.isMarked ? (
          <mark key={run.from} className={styles.slip}>
            {run.text}
          </mark>
        ) : (
          <span key={run.from}>{run.text}</span>
        ),
      )}
    </span>
  );
}
