import { sayTime } from "../kit/time.ts";
import type { Forecast } from "./forecast.ts";
import type { CampaignSurvey } from "./survey.ts";

const thousands = new Intl.NumberFormat("vi-VN");

/** Whom a campaign reaches and whom it leaves out, for officers: two or three lines. */
export function sayReach({ reached, matched, later, channels, excluded }: CampaignSurvey): string[] {
  const by = [...channels].map(([channel, people]) => `${channel} ${count(people)}`).join(", ");
  const left = [
    [excluded.noConsent, "chưa đồng ý nhận tin"],
    [excluded.noAddress, "không có trên kênh này"],
    [excluded.unreachable, "không liên lạc được"],
    [excluded.capped, "đã đủ số tin"],
  ] as const;
  const reasons = left.flatMap(([people, why]) => (people > 0 ? [`${count(people)} ${why}`] : []));
  return [
    `Nhận được: ${count(reached)} người${by === "" ? "" : ` (${by})`}`,
    ...(later > 0 ? [`Trong đó ${count(later)} người nhận vào ngày sau vì đã đủ tin trong ngày`] : []),
    ...(reasons.length > 0 ? [`Không gửi tới ${count(matched - reached)} người: ${reasons.join("; ")}`] : []),
  ];
}

/** When a launch begins and ends and what it costs, for officers. */
export function sayForecast({ slot, begins, ends, holiday, zalo }: Forecast): string[] {
  const wait = begins > slot ? ` (chờ hết giờ yên tĩnh, giờ hẹn ${sayTime(slot)})` : "";
  return [
    `Bắt đầu gửi: ${sayTime(begins)}${wait}; xong khoảng ${sayTime(ends)}`,
    ...(holiday ? ["Lưu ý: rơi vào ngày nghỉ lễ"] : []),
    ...(zalo
      ? [
          `Zalo OA: ${count(zalo.free)} miễn phí, ${count(zalo.paid)} trả phí, ${count(zalo.templates)} theo mẫu, ${count(zalo.held)} chờ người nhận nhắn lại; chi phí khoảng ${count(zalo.cost)} đồng`,
        ]
      : []),
  ];
}

function count(number: number): string {
  return thousands.format(number);
}
