/** Minutes since midnight of a time as it is written: 08:30. */
export function dayMinute(time: string): number {
  const [hour = 0, minute = 0] = time.split(":").map(Number);
  return hour * 60 + minute;
}
