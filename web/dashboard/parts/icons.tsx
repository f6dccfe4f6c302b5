/** Line drawings on a grid of 24; beside words, so hidden from screen readers. */
const paths = {
  home: "M3 11 12 4l9 7M5 10v10h5v-6h4v6h5V10",
  inbox: "M4 5h16v14H4zM4 14h5l1 2h4l1-2h5",
  idea: "M9 18h6M10 21h4M8 14a6 6 0 1 1 8 0c-.7.8-1 1.500-1 2.500H9c0-1-.300-1.700-1-2.500z",
  campaign: "M4 10v4h3l7 4V6l-7 4zM17 9a4 4 0 0 1 0 6",
  book: "M5 4h11a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3zM5 17a3 3 0 0 1 3-3h11",
  chart: "M4 20h16M7 16v-5M12 16V6M17 16v-8",
  people:
    "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20c0-3.500 2.500-6 6-6s6 2.500 6 6M16 4.500a3.500 3.500 0 0 1 0 6M17 14.500c2.500.700 4 2.800 4 5.500",
  gear: "M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M5.600 18.400l2.100-2.100M16.300 7.700l2.100-2.100",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6 6 18",
  back: "M15 5l-7 7 7 7",
  note: "M5 4h14v11l-5 5H5zM14 20v-5h5",
  out: "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
