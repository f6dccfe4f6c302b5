import { type Choice, type Content, say } from "../../kit/message.ts";
import type { CalendarDate } from "../../kit/time.ts";
import type { ProposalState } from "../record-types.ts";
import type { Action } from "./transitions.ts";

/** Kept with every choice about being named. Change it with the words. */
export const publicNameVersion = "publish-name-2026-11-22";

const nameYes: Choice = { label: "Đồng ý nêu tên", action: "name:yes" };
const nameNo: Choice = { label: "Không nêu tên", action: "name:no" };
const menu: Choice = { label: "Về menu", action: "/menu" };
const askOfficer: Choice = { label: "Gặp cán bộ", action: "/canbo" };
/** The button that opens what was given back. */
export const completing = (number: string): Choice => ({
  label: "Bổ sung hồ sơ",
  action: `form:complete:${number}`,
});

/** `2027-02-22` as people write it. */
export function sayDay(date: CalendarDate): string {
  const [year, month, day] = date.split("-");
  return `${day}/${month}/${year}`;
}

type StateWords = {
  /** As status and register call it. */
  readonly words: string;
  /** What the author is told at the moment it got there. */
  readonly news: string;
  /** What comes next, and what the author can do. */
  readonly next: string;
};

const filerCompletes = "Người nộp sẽ bổ sung rồi gửi lại. Mã hồ sơ giữ nguyên.";
const deciding = "Cơ sở quyết định trong 03 tháng kể từ ngày chấp nhận đơn (Điều 7 Điều lệ Sáng kiến).";

/** Each state in the words of a worker: where it is, who has it, what happens next. */
const states: Readonly<Record<ProposalState, StateWords>> = {
  idea: {
    words: "Ý tưởng đã ghi nhận, chưa làm thử",
    news: "được ghi là ý tưởng, vì chưa làm thử.",
    next: "Khi đã làm thử ở đơn vị, bạn nhắn lại ngày bắt đầu và kết quả để lập hồ sơ đề nghị công nhận.",
  },
  trial: {
    words: "Ý tưởng đang được làm thử",
    news: "được đơn vị cho làm thử.",
    next: "Bạn ghi lại ngày bắt đầu và kết quả. Làm thử xong thì nhắn cán bộ để lập hồ sơ đề nghị công nhận.",
  },
  unclear: {
    words: "Đã ghi nhận, chưa rõ đã làm thử hay chưa",
    news: "đã ghi nhận, nhưng chưa rõ đã làm thử hay chưa.",
    next: "Cán bộ công đoàn sẽ hỏi lại bạn. Bạn cũng có thể nhắn trước: đã làm thử chưa, từ khi nào, ở đâu.",
  },
  filed: {
    words: "Đã ghi nhận, chờ cán bộ công đoàn xem",
    news: "đã được ghi là hồ sơ đề nghị công nhận, chờ cán bộ xem.",
    next:
      "Công đoàn xem rồi chuyển tới đơn vị (cơ sở). Cơ sở xét trong 03 tháng kể từ ngày chấp nhận đơn " +
      "(Điều 7 Điều lệ Sáng kiến).",
  },
  received: {
    words: "Cán bộ đã tiếp nhận, đang xem hồ sơ có đủ chưa",
    news: "đã được cán bộ tiếp nhận.",
    next: "Cán bộ xem hồ sơ có đủ chưa. Thiếu gì bạn sẽ được nhắn; đủ rồi thì chuyển cơ sở xét.",
  },
  returned: {
    words: "Cần bạn bổ sung",
    news: "cần bạn bổ sung.",
    next: "Bạn bấm “Bổ sung hồ sơ” để sửa từng mục, thêm ảnh rồi gửi lại. Mã hồ sơ giữ nguyên.",
  },
  inReview: {
    words: "Đơn đã được chấp nhận, đang thẩm định",
    news: "đã đủ; đơn được chấp nhận và đang thẩm định.",
    next: deciding,
  },
  council: {
    words: "Đang ở hội đồng sáng kiến",
    news: "đã chuyển hội đồng sáng kiến chấm.",
    next: deciding,
  },
  recognized: {
    words: "Được cơ sở công nhận là sáng kiến",
    news: "được cơ sở công nhận là sáng kiến. Chúc mừng bạn!",
    next:
      "Cơ sở cấp giấy chứng nhận. Thù lao theo thỏa thuận với chủ đầu tư, không có thỏa thuận thì theo Điều lệ " +
      "Sáng kiến.\n\nCông đoàn muốn nêu họ tên, nơi làm và tên sáng kiến của bạn khi biểu dương công khai. Bạn có đồng " +
      "ý không? Không trả lời là không nêu; đổi ý lúc nào cũng được.",
  },
  declined: {
    words: "Không được công nhận",
    news: "không được công nhận là sáng kiến.",
    next: "Thấy chưa đúng, bạn bấm “Gặp cán bộ” để được giải thích. Làm thêm cho khác đi thì gửi được hồ sơ mới.",
  },
  withdrawn: {
    words: "Đã rút",
    news: "đã được rút theo yêu cầu.",
    next: "Muốn mở lại, bạn bấm “Gặp cán bộ”.",
  },
};

const resubmitted = "đã được bổ sung, cán bộ xem lại.";

function newsOf(state: ProposalState, completes: boolean): string {
  return state === "returned" && !completes ? "cần bổ sung." : states[state].news;
}

export const lifeTexts = {
  stateWords: (state: ProposalState): string => states[state].words,
  /** `completes`: whoever reads it is the one who can complete the proposal. */
  next: (state: ProposalState, completes = false): string =>
    state === "returned" && !completes ? filerCompletes : states[state].next,
  reason: (reason: string) => `Lý do: ${reason}`,

  /** What an author reads when an officer moved their proposal. */
  moved: (one: {
    number: string;
    survivor: string;
    state: ProposalState;
    reason: string | null;
    completes: boolean;
    isResubmitted: boolean;
    /** Until when it should be completed, where it was given back. */
    due: CalendarDate | null;
  }): Content => {
    const next = lifeTexts.next(one.state, one.completes);
    const news = one.isResubmitted ? resubmitted : newsOf(one.state, one.completes);
    const joined = one.survivor === one.number ? "" : ` (xét chung trong ${one.survivor})`;
    const why = one.reason === null ? [] : [lifeTexts.reason(one.reason)];
    const until = one.due === null ? [] : [lifeTexts.completeBy(one.due)];
    const lines = [`Hồ sơ ${one.number}${joined} ${news}`, ...why, [next, ...until].join("\n")];
    return say(lines.join("\n\n"), lifeTexts.choices(one.number, one.state, one.completes));
  },
  choices: (number: string, state: ProposalState, completes: boolean): Choice[] => {
    const look = { label: "Xem trạng thái", action: `/trangthai ${number}` };
    if (state === "returned" && completes) return [completing(number), askOfficer, look];
    if (state === "recognized") return [nameYes, nameNo, look];
    const asks = state === "returned" || state === "declined" || state === "withdrawn";
    return asks ? [askOfficer, look] : [look, menu];
  },
  named: (): Content =>
    say("Đã ghi: bạn đồng ý nêu tên khi biểu dương. Đổi ý thì bấm “Không nêu tên”.", [nameNo, menu]),
  notNamed: (): Content => say("Đã ghi: công đoàn không nêu tên bạn khi biểu dương.", [nameYes, menu]),
  merged: (number: string, survivor: string) =>
    `Hồ sơ ${number} được xét chung trong ${survivor} vì nói về cùng một việc. Mã ${number} của bạn vẫn dùng được.`,
  mergedNews: (number: string, survivor: string): Content =>
    say(`${lifeTexts.merged(number, survivor)}\n\nThấy chưa đúng thì bấm “Gặp cán bộ”.`, [
      askOfficer,
      ...lifeTexts.choices(number, "filed", false),
    ]),
  unmergedNews: (number: string, survivor: string): Content =>
    say(
      `Hồ sơ ${number} được tách khỏi ${survivor} và xét riêng.`,
      lifeTexts.choices(number, "filed", false),
    ),

  completeBy: (due: CalendarDate) => `Nên gửi lại trước hết ngày ${sayDay(due)}; muộn hơn vẫn gửi được.`,
  due: (due: CalendarDate) => `Hạn cơ sở quyết định: ${sayDay(due)}.`,
  late: (due: CalendarDate) => `Đã quá hạn quyết định (${sayDay(due)}). Bạn có thể bấm “Gặp cán bộ” để hỏi.`,
} as const;

/** What officers call each step, in lists of what can be done. */
export const actionWords: Readonly<Record<Action, string>> = {
  tryOut: "cho làm thử",
  giveUpTrial: "ghi lại là ý tưởng",
  file: "lập hồ sơ",
  receive: "tiếp nhận",
  return: "trả lại bổ sung",
  resubmit: "nhận bổ sung",
  accept: "chấp nhận đơn",
  refer: "chuyển hội đồng",
  takeBack: "rút khỏi hội đồng",
  recognize: "công nhận",
  decline: "từ chối",
  reopen: "mở lại",
  withdraw: "rút hồ sơ",
};

/** What the history calls a step its author took. */
export const authorActionWords: Readonly<Record<string, string>> = {
  file: "báo đã làm thử",
  resubmit: "gửi bổ sung",
  withdraw: "rút hồ sơ",
} satisfies Partial<Record<Action, string>>;
