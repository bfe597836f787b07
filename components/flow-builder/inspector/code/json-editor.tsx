"use client";

import { json } from "@codemirror/lang-json";
import { CodeEditor } from "./code-editor";
import type { CodeFieldProps } from "./code-field-props";
import { jsonFaults } from "./json-faults";

export const JsonEditor = (props: CodeFieldProps) => <CodeEditor {...props} language={language} />;

const language = () => [json(), jsonFaults];
