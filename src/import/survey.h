/* SPDX-License-Identifier: MIT */
/* Opening a survey from a stream instead of a path. */
#ifndef KB_IMPORT_SURVEY_H
#define KB_IMPORT_SURVEY_H

#include <kodebok/import.h>

#include <stdio.h>

/* As kb_survey_open(); the stream is closed with the survey, also when this fails. */
KB_MUST_USE kb_status kb_survey_open_stream(kb_survey **out, FILE *stream, const char *name,
                                            const kb_survey_options *options, kb_problems *problems,
                                            kb_error *err);

#endif
