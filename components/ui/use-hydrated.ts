import { useSyncExternalStore } from "react";

/**
 * False while a part of the page takes over what the server rendered. Parts do so one after the other: a late one would
 * find what an early one has fetched meanwhile, and the server had not.
 */
export const useHydrated = (): boolean => useSyncExternalStore(subscribe, yes, no);

const subscribe = () => () => {};
const yes = () => true;
const no = () => false;
