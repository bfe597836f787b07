/** Read by the server for the first paint, written by the browser. */
export const SIDEBAR_COOKIE = "sidebar";
export const COLLAPSED = "collapsed";
