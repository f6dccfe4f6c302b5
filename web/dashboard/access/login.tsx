import { Button, PasswordInput, TextInput } from "@mantine/core";
import type { Me } from "../../../src/dashboard/shapes.ts";
import { useChange } from "../change.ts";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox } from "../parts/states.tsx";
import { accessTexts as words } from "../texts.ts";
import { toast } from "../toasts.ts";

/** Login, password and code in one form, so that password managers fill all three. */
export function LoginForm({ onEnter }: { readonly onEnter: (me: Me) => void }) {
  const { make, isBusy, fault, field } = useChange<{ me: Me; codesLeft: number | null }>();
  const { given, setGiven, bind } = useFields({ login: "", password: "", code: "" }, field);
  const enter = async () => {
    const entered = await make("/login", given);
    if (!entered) return setGiven((old) => ({ ...old, code: "" }));
    if (entered.codesLeft !== null) toast(words.codesLeft(entered.codesLeft));
    onEnter(entered.me);
  };
  return (
    <Form onSend={enter}>
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
    </Form>
  );
}
