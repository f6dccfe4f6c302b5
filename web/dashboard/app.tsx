import { useCallback, useEffect, useRef, useState } from "react";
import { Route, Router, Switch } from "wouter";
import type { Me } from "../../src/dashboard/shapes.ts";
import { LoginForm } from "./access/login.tsx";
import { SetUp } from "./access/set-up.tsx";
import { ApiFault, onSessionEnd, readMe } from "./api.ts";
import { MeContext } from "./me.ts";
import { Dialog } from "./parts/dialog.tsx";
import { PracticeBanner } from "./parts/practice-banner.tsx";
import { Bars, Boundary, FaultBox } from "./parts/states.tsx";
import { Toasts } from "./parts/toasts.tsx";
import { Shell } from "./shell.tsx";
import { accessTexts } from "./texts.ts";

/** Set-up for whoever comes by a link; login, then the pages, for everybody else. */
export function App() {
  return (
    <Boundary>
      <PracticeBanner />
      <Router base="/admin">
        <Switch>
          <Route path="/set-up/:token">{({ token }) => <SetUp token={token} />}</Route>
          <Route>
            <Inside />
          </Route>
        </Switch>
      </Router>
      <Toasts />
    </Boundary>
  );
}

function Inside() {
  const [me, setMe] = useState<Me | null>();
  const [fault, setFault] = useState<ApiFault>();
  const load = useCallback(() => {
    setFault(undefined);
    readMe().then(
      (found) => setMe(found ?? null),
      (error: unknown) => setFault(error instanceof ApiFault ? error : undefined),
    );
  }, []);
  useEffect(load, [load]);
  if (fault) return <FaultBox fault={fault} onRetry={load} />;
  if (me === undefined) return <Bars />;
  if (me === null) return <LoginPage onEnter={setMe} />;
  return (
    <MeContext value={me}>
      <Shell />
      <LoginAgain me={me} />
    </MeContext>
  );
}

function LoginPage({ onEnter }: { readonly onEnter: (me: Me) => void }) {
  useEffect(() => {
    document.title = `${accessTexts.title} · Cầu Nối`;
  }, []);
  return (
    <main className="gate">
      <h1>{accessTexts.title}</h1>
      <LoginForm onEnter={onEnter} />
    </main>
  );
}

/** Asks for a new login over the page when the session is over: what was typed below stays where it is. */
function LoginAgain({ me }: { readonly me: Me }) {
  const [isOver, setOver] = useState(false);
  const waiting = useRef<(() => void)[]>([]);
  useEffect(() => {
    onSessionEnd(
      () =>
        new Promise((resolve) => {
          waiting.current.push(resolve);
          setOver(true);
        }),
    );
  }, []);
  if (!isOver) return null;
  const goOn = (who: Me) => {
    // What is on the page belongs to the person who opened it.
    if (who.id !== me.id) return location.reload();
    setOver(false);
    for (const resolve of waiting.current.splice(0)) resolve();
  };
  return (
    <Dialog title={accessTexts.again}>
      <p>{accessTexts.againBody}</p>
      <LoginForm onEnter={goOn} />
    </Dialog>
  );
}
