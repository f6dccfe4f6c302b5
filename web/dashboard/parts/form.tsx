import { type ReactNode, useState } from "react";

type FormProps = {
  readonly className?: string;
  readonly onSend: () => Promise<void>;
  readonly children: ReactNode;
};

/** A form that the page sends itself; Enter in a field of one line sends it too. */
export function Form({ className = "stack", onSend, children }: FormProps) {
  return (
    <form
      className={className}
      onSubmit={(event) => {
        event.preventDefault();
        void onSend();
      }}
    >
      {children}
    </form>
  );
}

type Typed = { readonly currentTarget: { readonly value: string } };

/** What stands in the text fields of a form: `bind(name)` gives a field its text, fault and listener. */
export function useFields<T extends Readonly<Record<string, string>>>(
  initial: T,
  field: (name: string) => string | undefined,
) {
  const [given, setGiven] = useState(initial);
  const bind = (name: keyof T & string) => ({
    value: given[name],
    error: field(name),
    onChange: ({ currentTarget: { value } }: Typed) => setGiven((old) => ({ ...old, [name]: value })),
  });
  return { given, setGiven, bind };
}
