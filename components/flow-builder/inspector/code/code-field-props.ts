export type CodeFieldProps = {
  language: "json" | "html";
  label: string;
  value: string;
  onChange: (value: string) => void;
  placeholder?: string;
  readOnly?: boolean;
  invalid?: boolean;
  /** Takes the height that it is given. */
  tall?: boolean;
};
