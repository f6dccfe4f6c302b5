import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Me } from "../../../src/dashboard/shapes.ts";
import { useChange } from "../change.ts";
import { FaultBox } from "../parts/states.tsx";
import { accessTexts as words } from "../texts.ts";
import { toast } from "../toasts.ts";

/** Login, password and code in one form, so that password managers fill all three. */
export function LoginForm({ onEnter }: { readonly onEnter: (me: Me) => void }) {
  const [given, setGiven] = useState({ login: "", password: "", code: "" });
  const { make, isBusy, fault, field } = useChange<{ me: Me; codesLeft: number | null }>();
  const enter = async () => {
    const entered = await make("/login", given);
    if (!entered) return setGiven((old) => ({ ...old, code: "" }));
    if (entered.codesLeft !== null) toast(words.codesLeft(entered.codesLeft));
    onEnter(entered.me);
  };
  const bind = (name: keyof typeof given) => ({
    value: given[name],
    error: field(name),
    required: true,
    withAsterisk: false,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setGiven((old) => ({ ...old, [name]: value }));
    },
  });
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <TextInput label={words.login} autoComplete="username" autoFocus maxLength={100} {...bind("login")} />
      <PasswordInput
        label={words.password}
        autoComplete="current-password"
        maxLength={1000}
        visibilityToggleButtonProps={{ "aria-label": words.showPassword }}
        {...bind("password")}
      />
      <TextInput
        label={words.code}
        description={words.codeHelp}
        autoComplete="one-time-code"
        maxLength={40}
        {...bind("code")}
      />
      <FaultBox fault={fault} />
      <Button type="submit" loading={isBusy}>
        {words.enter}
      </Button>
    </form>
  );
}
