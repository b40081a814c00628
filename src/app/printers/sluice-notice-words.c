/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-notice-words.h"

#include "sluice-printer-look.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char *kind;  /* what a person switches on and off */
  const char *title; /* without names */
} Words;

static const Words words[] = {
  [SLUICE_PRINTER_EVENT_STARTED] = { N_("A print begins"), N_("A print has begun") },
  [SLUICE_PRINTER_EVENT_FINISHED] = { N_("A print is finished"), N_("A print is finished") },
  [SLUICE_PRINTER_EVENT_FAILED] = { N_("A print fails"), N_("A print has failed") },
  [SLUICE_PRINTER_EVENT_ABORTED] = { N_("A print is stopped"), N_("A print was stopped") },
  [SLUICE_PRINTER_EVENT_PAUSED] = { N_("A print is paused"), N_("A print is paused") },
  [SLUICE_PRINTER_EVENT_ATTENTION] = { N_("A printer needs you"), N_("A printer needs you") },
  [SLUICE_PRINTER_EVENT_BLOCKED] = { N_("A job that waits is blocked"), N_("A job that waits needs you") },
  [SLUICE_PRINTER_EVENT_CLEAR_PLATE] = { N_("A build plate must be cleared for the next job"),
                                         N_("A build plate must be cleared: a job waits") },
  [SLUICE_PRINTER_EVENT_OFFLINE] = { N_("A printer is offline for long"), N_("A printer does not answer") },
};

static const Words *
get_words (SluicePrinterEventKind kind)
{
  return &words[(guint) kind < G_N_ELEMENTS (words) ? kind : SLUICE_PRINTER_EVENT_ATTENTION];
}

/** sluice_notice_get_kind_title: what a person chooses to be told of, translated. */
const char *
sluice_notice_get_kind_title (SluicePrinterEventKind kind)
{
  return _(get_words (kind)->kind);
}

/* (transfer full) (nullable): a sentence with the name of the job. */
static char *
dup_job_sentence (SluicePrinterEventKind  kind,
                  const char             *job)
{
  switch ((int) kind)
    {
    case SLUICE_PRINTER_EVENT_STARTED:
      /* Translators: %s is the name of a print job, here and below */
      return g_strdup_printf (_("“%s” has begun"), job);
    case SLUICE_PRINTER_EVENT_FINISHED:
      return g_strdup_printf (_("“%s” is finished"), job);
    case SLUICE_PRINTER_EVENT_FAILED:
      return g_strdup_printf (_("“%s” has failed"), job);
    case SLUICE_PRINTER_EVENT_ABORTED:
      return g_strdup_printf (_("“%s” was stopped"), job);
    case SLUICE_PRINTER_EVENT_PAUSED:
      return g_strdup_printf (_("“%s” is paused"), job);
    case SLUICE_PRINTER_EVENT_BLOCKED:
      return g_strdup_printf (_("“%s” waits for you"), job);
    default:
      return NULL;
    }
}

static char *
dup_printer_sentence (SluicePrinterEventKind  kind,
                      const char             *printer)
{
  switch ((int) kind)
    {
    case SLUICE_PRINTER_EVENT_ATTENTION:
      /* Translators: %s is the name of a printer, here and below */
      return g_strdup_printf (_("%s needs you"), printer);
    case SLUICE_PRINTER_EVENT_CLEAR_PLATE:
      return g_strdup_printf (_("%s: the build plate must be cleared, a job waits"), printer);
    case SLUICE_PRINTER_EVENT_OFFLINE:
      return g_strdup_printf (_("%s does not answer"), printer);
    default:
      return NULL;
    }
}

/**
 * sluice_notice_dup_title:
 * @event: what happened
 * @names: whether names may be said where others can read them
 *
 * Returns: (transfer full): what happened, in a line
 */
char *
sluice_notice_dup_title (SluicePrinterEvent *event,
                         gboolean            names)
{
  const SluicePrinterEventKind kind = sluice_printer_event_get_kind (event);
  SluicePrinter *printer = sluice_printer_event_get_printer (event);
  SluicePrintJob *job = sluice_printer_event_get_job (event);
  g_autofree char *title = names && job != NULL ? sluice_print_job_dup_title (job) : NULL;
  char *sentence = title != NULL ? dup_job_sentence (kind, title) : NULL;

  if (sentence == NULL && names && printer != NULL)
    sentence = dup_printer_sentence (kind, sluice_printer_get_name (printer));
  return sentence != NULL ? sentence : g_strdup (_(get_words (kind)->title));
}

/**
 * sluice_notice_dup_body:
 * @event: what happened
 * @names: whether names may be said where others can read them
 *
 * Returns: (transfer full): where it happened and what is to be done, or where that can be seen
 */
char *
sluice_notice_dup_body (SluicePrinterEvent *event,
                        gboolean            names)
{
  SluicePrinter *printer = sluice_printer_event_get_printer (event);
  SluicePrintJob *job = sluice_printer_event_get_job (event);
  const char *group = sluice_printer_group_get_name (sluice_printer_event_get_group (event));
  const char *why = printer != NULL ? sluice_printer_get_attention (printer)
                    : job != NULL ? sluice_print_job_get_blocked_reason (job) : NULL;
  g_autofree char *place = NULL;

  if (!names)
    return g_strdup (_("Open Sluice to see which."));

  if (printer != NULL)
    /* Translators: the name of a printer, and of its group */
    place = g_strdup_printf (_("%s, %s"), sluice_printer_get_name (printer), group);
  else
    place = g_strdup (group);
  /* Translators: where something happened, and what is to be done: "Left, Lab. The build plate must be cleared" */
  return why != NULL ? g_strdup_printf (_("%s. %s"), place, why) : g_steal_pointer (&place);
}

static guint
count (GListModel             *events,
       SluicePrinterEventKind  first,
       SluicePrinterEventKind  last)
{
  guint n_events = 0;

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr(SluicePrinterEvent) event = g_list_model_get_item (events, i);

      n_events += sluice_printer_event_get_kind (event) >= first && sluice_printer_event_get_kind (event) <= last;
    }
  return n_events;
}

/* @text: (transfer full) */
static void
add_count (GStrvBuilder *builder,
           guint         n_events,
           char         *text)
{
  if (n_events > 0)
    g_strv_builder_take (builder, text);
  else
    g_free (text);
}

/**
 * sluice_notice_dup_digest:
 * @events: of #SluicePrinterEvent, several
 *
 * Returns: (transfer full): "3 prints finished, 1 printer needs you"; it names nobody
 */
char *
sluice_notice_dup_digest (GListModel *events)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) parts = NULL;
  guint n = count (events, SLUICE_PRINTER_EVENT_FINISHED, SLUICE_PRINTER_EVENT_FINISHED);

  add_count (builder, n, g_strdup_printf (ngettext ("%u print finished", "%u prints finished", n), n));
  n = count (events, SLUICE_PRINTER_EVENT_FAILED, SLUICE_PRINTER_EVENT_FAILED);
  add_count (builder, n, g_strdup_printf (ngettext ("%u print failed", "%u prints failed", n), n));
  n = count (events, SLUICE_PRINTER_EVENT_ABORTED, SLUICE_PRINTER_EVENT_ABORTED);
  add_count (builder, n, g_strdup_printf (ngettext ("%u print was stopped", "%u prints were stopped", n), n));
  n = count (events, SLUICE_PRINTER_EVENT_PAUSED, SLUICE_PRINTER_EVENT_CLEAR_PLATE);
  add_count (builder, n, g_strdup_printf (ngettext ("%u time you are needed", "%u times you are needed", n), n));
  n = count (events, SLUICE_PRINTER_EVENT_OFFLINE, SLUICE_PRINTER_EVENT_OFFLINE);
  add_count (builder, n, g_strdup_printf (ngettext ("%u printer does not answer", "%u printers do not answer", n), n));
  n = count (events, SLUICE_PRINTER_EVENT_STARTED, SLUICE_PRINTER_EVENT_STARTED);
  add_count (builder, n, g_strdup_printf (ngettext ("%u print began", "%u prints began", n), n));

  parts = g_strv_builder_end (builder);
  /* Translators: between parts such as "3 prints finished" */
  return g_strjoinv (_(", "), parts);
}
