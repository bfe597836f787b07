export type TemplateFieldProps = {
  value: string;
  onChange: (value: string) => void;
  /** Its name for screen readers. */
  label: string;
  multiline?: boolean;
  placeholder?: string;
  readOnly?: boolean;
  autoFocus?: boolean;
  className?: string;
};
