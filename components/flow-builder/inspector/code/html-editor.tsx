"use client";

import { html } from "@codemirror/lang-html";
import { CodeEditor } from "./code-editor";
import type { CodeFieldProps } from "./code-field-props";

export const HtmlEditor = (props: CodeFieldProps) => <CodeEditor {...props} language={language} />;

const language = () => html({ autoCloseTags: false });
