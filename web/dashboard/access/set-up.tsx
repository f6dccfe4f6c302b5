import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import type { SetUpDone, SetUpOffer } from "../../../src/dashboard/shapes.ts";
import { useChange } from "../change.ts";
import { useLook } from "../look.ts";
import { Form, useFields } from "../parts/form.tsx";
import { FaultBox, Shown } from "../parts/states.tsx";
import { SvgImage } from "../parts/svg-image.tsx";
import { texts, accessTexts as words } from "../texts.ts";

/** What a one-time link opens: name, login, password and authenticator, then the recovery codes. */
export function SetUp({ token }: { readonly token: string }) {
  const [ready, setReady] = useState<SetUpDone>();
  // A link is looked at once: what is typed must not be drawn anew under somebody's fingers.
  const offer = useLook<SetUpOffer>(ready ? null : `/set-up/${token}`, 3_600_000);
  useEffect(() => {
    document.title = `${words.setUp} · Cầu Nối`;
  }, []);
  return (
    <main className="gate">
      <h1>{ready ? words.recovery : words.setUp}</h1>
      {ready ? (
        <RecoveryCodes codes={ready.recoveryCodes} />
      ) : (
        <Shown of={offer}>{(value) => <SetUpForm token={token} offer={value} onReady={setReady} />}</Shown>
      )}
    </main>
  );
}

type FormProps = {
  readonly token: string;
  readonly offer: SetUpOffer;
  readonly onReady: (ready: SetUpDone) => void;
};

function SetUpForm({ token, offer, onReady }: FormProps) {
  const { make, isBusy, fault, field } = useChange<SetUpDone>();
  const known = { name: offer.name, login: offer.login ?? "", password: "", code: "" };
  const { given, bind } = useFields(known, field);
  const finish = async () => {
    const ready = await make("/set-up", { token, ...given });
    if (ready) onReady(ready);
  };
  return (
    <Form onSend={finish}>
      <p>{words.hello(offer.name, texts.roles[offer.role])}</p>
      <h2>{words.stepPerson}</h2>
      <TextInput label={words.name} autoComplete="name" maxLength={100} {...bind("name")} />
      <TextInput
        label={words.login}
        description={words.loginHelp}
        autoComplete="username"
        maxLength={40}
        {...bind("login")}
      />
      <PasswordInput
        label={words.password}
        description={words.passwordHelp}
        autoComplete="new-password"
        maxLength={1000}
        visibilityToggleButtonProps={{ "aria-label": words.showPassword }}
        {...bind("password")}
      />
      <h2>{words.stepCode}</h2>
      <p>{words.scan}</p>
      <SvgImage svg={offer.qr} alt={words.qr} className="qr" size={{ width: 220, height: 220 }} />
      <p>
        {words.byHand} <code className="secret">{offer.secret}</code>
      </p>
      <TextInput
        label={words.codeNow}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
        {...bind("code")}
      />
      <FaultBox fault={fault} />
      <Button type="submit" loading={isBusy}>
        {words.finish}
      </Button>
    </Form>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const [isKept, setKept] = useState(false);
  return (
    <div className="stack">
      <p>{words.recoveryBody}</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Checkbox
        label={words.recoveryKept}
        checked={isKept}
        onChange={(event) => setKept(event.currentTarget.checked)}
      />
      <Button disabled={!isKept} onClick={() => location.assign("/admin")}>
        {words.toWork}
      </Button>
    </div>
  );
}
