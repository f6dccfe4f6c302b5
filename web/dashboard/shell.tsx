import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import type { Right } from "../../src/dashboard/rights.ts";
import { useAbout } from "./about.ts";
import { useLiveNews } from "./live.ts";
import { useMe } from "./me.ts";
import { Dialog } from "./parts/dialog.tsx";
import { Icon, type IconName } from "./parts/icons.tsx";
import { LogOut } from "./parts/log-out.tsx";
import { Bars, Boundary, Empty } from "./parts/states.tsx";
import { texts } from "./texts.ts";

type Page = {
  readonly path: string;
  readonly name: string;
  readonly icon: IconName;
  readonly right: Right;
  readonly view: ReturnType<typeof lazy>;
};

// Each page is a file of its own, loaded when it is opened.
const pages: readonly Page[] = [
  {
    path: "/",
    name: texts.pages.home,
    icon: "home",
    right: "home.see",
    view: lazy(async () => ({ default: (await import("./pages/home.tsx")).HomePage })),
  },
  {
    path: "/hop-thu",
    name: texts.pages.inbox,
    icon: "inbox",
    right: "cases.see",
    view: lazy(async () => ({ default: (await import("./pages/inbox.tsx")).InboxPage })),
  },
  {
    path: "/sang-kien",
    name: texts.pages.proposals,
    icon: "idea",
    right: "proposals.see",
    view: lazy(async () => ({ default: (await import("./pages/proposals.tsx")).ProposalsPage })),
  },
  {
    path: "/truyen-thong",
    name: texts.pages.campaigns,
    icon: "campaign",
    right: "campaigns.see",
    view: lazy(async () => ({ default: (await import("./pages/campaigns.tsx")).CampaignsPage })),
  },
  {
    path: "/tham-gia",
    name: texts.pages.forms,
    icon: "note",
    right: "forms.see",
    view: lazy(async () => ({ default: (await import("./pages/forms.tsx")).FormsPage })),
  },
  {
    path: "/tri-thuc",
    name: texts.pages.knowledge,
    icon: "book",
    right: "knowledge.see",
    view: lazy(async () => ({ default: (await import("./pages/knowledge.tsx")).KnowledgePage })),
  },
  {
    path: "/bao-cao",
    name: texts.pages.reports,
    icon: "chart",
    right: "reports.see",
    view: lazy(async () => ({ default: (await import("./pages/reports.tsx")).ReportsPage })),
  },
  {
    path: "/doan-vien",
    name: texts.pages.members,
    icon: "people",
    right: "members.see",
    view: lazy(async () => ({ default: (await import("./pages/members.tsx")).MembersPage })),
  },
  {
    path: "/quan-tri",
    name: texts.pages.officers,
    icon: "gear",
    right: "officers.manage",
    view: lazy(async () => ({ default: (await import("./pages/officers.tsx")).OfficersPage })),
  },
];
const FirstStepsPage = lazy(async () => ({
  default: (await import("./pages/first-steps.tsx")).FirstStepsPage,
}));
const AccountPage = lazy(async () => ({ default: (await import("./pages/account.tsx")).AccountPage }));

/** How many pages stand at the foot of a phone; the others are behind one more button. */
const atFoot = 4;

export function Shell() {
  const me = useMe();
  const about = useAbout();
  useLiveNews();
  const shown = pages.filter(({ right }) => me.rights.includes(right));
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {texts.skip}
      </a>
      <header className="top">
        <Link href="/" className="brand">
          {texts.product}
        </Link>
        <span className="scope">
          <span className="scope-label">{texts.scope}: </span>
          {me.scope ?? about?.organization ?? texts.wholeFederation}
        </span>
        <Link href="/tai-khoan" className="who">
          {me.name}
        </Link>
      </header>
      <nav className="side" aria-label={texts.menu}>
        {shown.map((page) => (
          <PageLink key={page.path} page={page} />
        ))}
      </nav>
      <Content shown={shown} />
      <nav className="foot" aria-label={texts.menu}>
        {shown.slice(0, atFoot).map((page) => (
          <PageLink key={page.path} page={page} />
        ))}
        <MorePages pages={shown.slice(atFoot)} />
      </nav>
    </div>
  );
}

function Content({ shown }: { readonly shown: readonly Page[] }) {
  const [location] = useLocation();
  const section = `/${location.split("/")[1] ?? ""}`;
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    const name = pages.find(({ path }) => path === section)?.name ?? texts.dashboard;
    document.title = `${name} · ${texts.product}`;
    // Who goes to another page by keyboard or screen reader begins at its beginning.
    if (isFirst.current) isFirst.current = false;
    else main.current?.focus();
  }, [section]);
  return (
    <main id="main" ref={main} tabIndex={-1}>
      <Boundary key={section}>
        <Suspense fallback={<Bars />}>
          <Switch>
            {shown.map(({ path, view: View }) => (
              <Route key={path} path={path} nest={path !== "/"}>
                <View />
              </Route>
            ))}
            <Route path="/cai-dat">
              <FirstStepsPage />
            </Route>
            <Route path="/tai-khoan">
              <AccountPage />
            </Route>
            <Route>
              <Empty>{pages.some(({ path }) => path === section) ? texts.notAllowed : texts.notFound}</Empty>
            </Route>
          </Switch>
        </Suspense>
      </Boundary>
    </main>
  );
}

function PageLink({ page, onGo }: { readonly page: Page; readonly onGo?: () => void }) {
  const [location] = useLocation();
  const isHere = page.path === "/" ? location === "/" : location.startsWith(page.path);
  return (
    <Link
      href={page.path}
      className={isHere ? "page-link here" : "page-link"}
      aria-current={isHere ? "page" : undefined}
      onClick={onGo}
    >
      <Icon name={page.icon} />
      <span>{page.name}</span>
    </Link>
  );
}

function MorePages({ pages: rest }: { readonly pages: readonly Page[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="page-link" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="more" />
        <span>{texts.more}</span>
      </button>
      {isOpen ? (
        <Dialog title={texts.menu} className="dialog drawer" onClose={() => setOpen(false)}>
          <div className="drawer-links">
            {rest.map((page) => (
              <PageLink key={page.path} page={page} onGo={() => setOpen(false)} />
            ))}
            <Link href="/tai-khoan" className="page-link" onClick={() => setOpen(false)}>
              <Icon name="people" />
              <span>{texts.account}</span>
            </Link>
            <LogOut />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
