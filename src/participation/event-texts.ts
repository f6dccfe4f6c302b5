import { type Content, say } from "../kit/message.ts";
import { sayTime } from "../kit/time.ts";
import type { ServiceOf } from "./definition.ts";

type Event = { readonly title: string; readonly code: string };
type Terms = ServiceOf<"event">;

const when = ({ starts, place }: Terms) => `${starts === null ? "" : `${sayTime(starts)}, `}${place}`;
const giveUp = ({ code }: Event) => ({ label: "Huỷ đăng ký", action: `say:huỷ đăng ký ${code}` });
const again = ({ code }: Event) => ({ label: "Đăng ký lại", action: `say:${code}` });

/** What members read about events. */
export const eventTexts = {
  going: (event: Event, terms: Terms): Content =>
    say(
      `Bạn có chỗ trong “${event.title}”: ${when(terms)}. Mình sẽ nhắc bạn trước giờ. Không đi được thì nhắn “huỷ đăng ký ${event.code}” để nhường chỗ.`,
      [giveUp(event)],
    ),
  queued: (event: Event, place: number): Content =>
    say(
      `“${event.title}” đã hết chỗ. Bạn đứng thứ ${place} trong danh sách chờ; có người huỷ thì bạn được chỗ và mình báo ngay.`,
      [giveUp(event)],
    ),
  promoted: (event: Event, terms: Terms): Content =>
    say(
      `Tin vui: bạn đã có chỗ trong “${event.title}”: ${when(terms)}. Không đi được thì nhắn “huỷ đăng ký ${event.code}”.`,
      [giveUp(event)],
    ),
  reminder: (event: Event, terms: Terms): Content =>
    say(
      `Nhắc bạn: “${event.title}” lúc ${when(terms)}. Tới nơi, bạn quét mã hoặc nhắn mã điểm danh ghi ở cửa.`,
      [giveUp(event)],
    ),
  gaveUp: (event: Event): Content =>
    say(`Đã huỷ đăng ký “${event.title}”. Cảm ơn bạn đã báo sớm.`, [again(event)]),
  notRegistered: (title: string): Content =>
    say(`Bạn chưa đăng ký “${title}”. Nếu đang ở đó, bạn báo ban tổ chức ghi tên giúp.`),
  noSuchEvent: (code: string): Content => say(`Không có sự kiện ${code}. Bạn xem lại mã giúp.`),
  attended: ({ title }: Event): Content => say(`Đã điểm danh: bạn có mặt ở “${title}”.`),
  doorClosed: (title: string): Content => say(`Mã điểm danh của “${title}” chỉ dùng được quanh giờ diễn ra.`),
  wrongDoorCode: (): Content => say("Mã điểm danh này không đúng. Bạn xem lại mã ghi ở cửa."),
} as const;

/** What stands on the papers of an event. */
export const eventPaperTexts = {
  paper: "GIẤY XÁC NHẬN",
  about: "Tham gia lớp tập huấn, sự kiện",
  confirms: (name: string, unit: string | null) => `Xác nhận: ông/bà ${name}${unit ? `, ${unit}` : ""}`,
  took: (title: string, at: string, place: string) => `đã tham gia “${title}”, ${at}, tại ${place}.`,
  number: (number: string) => `Mã đăng ký: ${number}`,
  capacity: ["ĐẠI DIỆN BAN TỔ CHỨC"],
  day: (day: string) => `Ngày ${day}`,
  nameless: "…………………………",
} as const;
