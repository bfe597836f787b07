import type { ComponentProps } from "react";
import { cn } from "./cn";

type SliderProps = Omit<ComponentProps<"input">, "type" | "value" | "min" | "max"> & {
  value: number;
  min?: number;
  max?: number;
};

/** A native range input with the theme's own track and thumb. Label it with its id. */
export function Slider({ value, min = 0, max = 100, className, style, ...props }: SliderProps) {
  const share = ((value - min) / (max - min)) * 100;
  return (
    <input
      {...props}
      type="range"
      min={min}
      max={max}
      value={value}
      style={{
        ...style,
        background: `linear-gradient(to right, var(--accent) ${share}%, var(--gray-6) ${share}%)`,
      }}
      className={cn(
        "h-1.5 w-full cursor-pointer appearance-none rounded-full focus-visible:outline-offset-6",
        thumb,
        className,
      )}
    />
  );
}

const thumb =
  "[&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-accent [&::-webkit-slider-thumb]:bg-white [&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-accent [&::-moz-range-thumb]:bg-white";
