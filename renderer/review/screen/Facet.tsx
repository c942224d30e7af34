/** A filter with few values, as a select that gives the focus back to the list. */
import { Select } from 'antd';

export function Facet<V extends string>(props: {
  label: string;
  value: V;
  options: readonly { value: V; label: string }[];
  onChoose: (value: V) => void;
  width?: number;
}) {
  const { label, value, options, onChoose, width } = props;
  return (
    <Select<V>
      aria-label={label}
      value={value}
      options={[...options]}
      onChange={onChoose}
      popupMatchSelectWidth={false}
      {...(width === undefined ? {} : { style: { width } })}
    />
  );
}
