/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-printer-lines.h"

#include "sluice-printer-look.h"
#include "sluice-watch-model.h"

#include <string.h>

/* With more printers than this, changes are gathered for a moment: a look at a thousand groups is one change then. */
#define FEW_PRINTERS 100
#define GATHER_MS 100

struct _SluicePrinterLines
{
  GObject parent_instance;

  /* Owned. */
  GListModel       *groups;
  SluiceWatchModel *watched;  /* the same, and when one was looked at */
  GPtrArray        *followed; /* the same, in their order */
  GPtrArray        *lines;
  char             *search;   /* folded */

  SluicePrinterFilter filter;
  SluicePrinterOrder  order;
  guint               n_columns;
  guint               n_printers; /* in all groups, when last counted */
  guint               rebuild_id;
};

static void list_model_iface_init (GListModelInterface *iface);
static void section_model_iface_init (GtkSectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SluicePrinterLines, sluice_printer_lines, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_iface_init))

static GType
sluice_printer_lines_get_item_type (GListModel *list)
{
  return SLUICE_TYPE_PRINTER_LINE;
}

static guint
sluice_printer_lines_get_n_items (GListModel *list)
{
  return SLUICE_PRINTER_LINES (list)->lines->len;
}

static gpointer
sluice_printer_lines_get_item (GListModel *list,
                               guint       position)
{
  SluicePrinterLines *self = SLUICE_PRINTER_LINES (list);

  return position < self->lines->len ? g_object_ref (g_ptr_array_index (self->lines, position)) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = sluice_printer_lines_get_item_type;
  iface->get_n_items = sluice_printer_lines_get_n_items;
  iface->get_item = sluice_printer_lines_get_item;
}

static SluicePrinterGroup *
get_section_at (SluicePrinterLines *self,
                guint               position)
{
  return sluice_printer_line_get_section (g_ptr_array_index (self->lines, position));
}

static void
sluice_printer_lines_get_section (GtkSectionModel *model,
                                  guint            position,
                                  guint           *out_start,
                                  guint           *out_end)
{
  SluicePrinterLines *self = SLUICE_PRINTER_LINES (model);

  if (position >= self->lines->len)
    {
      *out_start = self->lines->len;
      *out_end = G_MAXUINT;
      return;
    }

  *out_start = position;
  *out_end = position + 1;
  while (*out_start > 0 && get_section_at (self, *out_start - 1) == get_section_at (self, position))
    (*out_start)--;
  while (*out_end < self->lines->len && get_section_at (self, *out_end) == get_section_at (self, position))
    (*out_end)++;
}

static void
section_model_iface_init (GtkSectionModelInterface *iface)
{
  iface->get_section = sluice_printer_lines_get_section;
}

static gboolean
is_away (SluicePrinter *printer)
{
  return sluice_printer_get_state (printer) == SLUICE_PRINTER_OFFLINE ||
         sluice_observation_get_cause (sluice_printer_get_observation (printer)) != SLUICE_STALE_NOT;
}

static gboolean
passes_filter (SluicePrinterLines *self,
               SluicePrinter      *printer)
{
  switch (self->filter)
    {
    case SLUICE_PRINTER_FILTER_ATTENTION:
      return sluice_printer_get_needs_attention (printer);
    case SLUICE_PRINTER_FILTER_BUSY:
      return sluice_printer_is_busy (printer);
    case SLUICE_PRINTER_FILTER_READY:
      return sluice_printer_get_state (printer) == SLUICE_PRINTER_IDLE;
    case SLUICE_PRINTER_FILTER_AWAY:
      return is_away (printer);
    case SLUICE_PRINTER_FILTER_ALL:
    default:
      return TRUE;
    }
}

static gboolean
has_text (const char *text,
          const char *search)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, search) != NULL;
}

/* By what a person may remember of it: its name, its model, its group, what it prints. */
static gboolean
is_searched (SluicePrinterLines *self,
             SluicePrinterGroup *group,
             SluicePrinter      *printer)
{
  SluicePrintJob *job = sluice_printer_get_job (printer);
  g_autofree char *title = NULL;

  if (*self->search == '\0' || has_text (sluice_printer_get_name (printer), self->search) ||
      has_text (sluice_printer_get_model (printer), self->search) ||
      has_text (sluice_printer_group_get_name (group), self->search))
    return TRUE;
  title = job != NULL ? sluice_print_job_dup_title (job) : NULL;
  return has_text (title, self->search);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  SluicePrinter * const *first = a;
  SluicePrinter * const *second = b;

  return g_utf8_collate (sluice_printer_get_name (*first) ?: "", sluice_printer_get_name (*second) ?: "");
}

/* Who is done first; who does not print is last. */
static gint64
get_time_left (SluicePrinter *printer)
{
  SluicePrintJob *job = sluice_printer_get_job (printer);
  gint64 low = -1;
  gint64 high;

  if (job != NULL && sluice_printer_is_busy (printer))
    sluice_print_job_get_time_left (job, &low, &high);
  return low >= 0 ? low : G_MAXINT64;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 first = get_time_left (*(SluicePrinter * const *) a);
  const gint64 second = get_time_left (*(SluicePrinter * const *) b);

  return first < second ? -1 : first > second ? 1 : compare_names (a, b);
}

/* (transfer full): those of a group that are shown, in their order; borrowed from it. */
static GPtrArray *
choose_printers (SluicePrinterLines *self,
                 SluicePrinterGroup *group,
                 gboolean            attention)
{
  GListModel *printers = sluice_printer_group_get_printers (group);
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (printers); i++)
    {
      g_autoptr(SluicePrinter) printer = g_list_model_get_item (printers, i);

      if (sluice_printer_get_needs_attention (printer) == attention && passes_filter (self, printer) &&
          is_searched (self, group, printer))
        g_ptr_array_add (chosen, printer);
    }
  if (self->order == SLUICE_PRINTER_ORDER_NAME)
    g_ptr_array_sort (chosen, compare_names);
  else if (self->order == SLUICE_PRINTER_ORDER_TIME)
    g_ptr_array_sort (chosen, compare_times);
  return chosen;
}

static void
add_printer (SluicePrinterLines *self,
             GPtrArray          *lines,
             SluicePrinterGroup *section,
             SluicePrinterGroup *group,
             SluicePrinter      *printer)
{
  SluicePrinterLine *last = lines->len > 0 ? g_ptr_array_index (lines, lines->len - 1) : NULL;

  if (last == NULL || sluice_printer_line_is_full (last) || sluice_printer_line_get_section (last) != section)
    {
      last = sluice_printer_line_new (section, self->n_columns);
      g_ptr_array_add (lines, last);
    }
  sluice_printer_line_add (last, group, printer);
}

static void
add_groups (SluicePrinterLines *self,
            GPtrArray          *lines,
            gboolean            attention)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->groups); i++)
    {
      g_autoptr(SluicePrinterGroup) group = g_list_model_get_item (self->groups, i);
      GListModel *printers = sluice_printer_group_get_printers (group);
      g_autoptr(GPtrArray) chosen = choose_printers (self, group, attention);

      for (guint j = 0; j < chosen->len; j++)
        add_printer (self, lines, attention ? NULL : group, group, g_ptr_array_index (chosen, j));
      self->n_printers += attention ? 0 : g_list_model_get_n_items (printers);
      /* A group without printers still has a name and an age. */
      if (!attention && g_list_model_get_n_items (printers) == 0 && self->filter == SLUICE_PRINTER_FILTER_ALL &&
          *self->search == '\0')
        g_ptr_array_add (lines, sluice_printer_line_new (group, self->n_columns));
    }
}

/* The lines that are the same stay, so that what shows them does. */
static void
rebuild (SluicePrinterLines *self)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_object_unref);
  guint first = 0;
  guint last = 0;
  guint n_removed;
  guint n_added;

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  self->n_printers = 0;
  add_groups (self, lines, TRUE);
  add_groups (self, lines, FALSE);

  while (first < MIN (lines->len, self->lines->len) &&
         sluice_printer_line_equals (g_ptr_array_index (lines, first), g_ptr_array_index (self->lines, first)))
    first++;
  while (last < MIN (lines->len, self->lines->len) - first &&
         sluice_printer_line_equals (g_ptr_array_index (lines, lines->len - 1 - last),
                                     g_ptr_array_index (self->lines, self->lines->len - 1 - last)))
    last++;

  n_removed = self->lines->len - first - last;
  n_added = lines->len - first - last;
  if (n_removed == 0 && n_added == 0)
    return;
  if (n_removed > 0)
    g_ptr_array_remove_range (self->lines, first, n_removed);
  for (guint i = 0; i < n_added; i++)
    g_ptr_array_insert (self->lines, first + i, g_object_ref (g_ptr_array_index (lines, first + i)));
  g_list_model_items_changed (G_LIST_MODEL (self), first, n_removed, n_added);
  if (self->lines->len > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, self->lines->len);
}

static gboolean
rebuild_cb (gpointer data)
{
  SluicePrinterLines *self = data;

  self->rebuild_id = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
queue_rebuild (SluicePrinterLines *self)
{
  if (self->n_printers <= FEW_PRINTERS)
    rebuild (self);
  else if (self->rebuild_id == 0)
    self->rebuild_id = g_timeout_add (GATHER_MS, rebuild_cb, self);
}

static void
groups_changed_cb (SluicePrinterLines *self,
                   guint               position,
                   guint               removed,
                   guint               added,
                   GListModel         *groups)
{
  for (guint i = 0; i < removed; i++)
    {
      SluicePrinterGroup *group = g_ptr_array_index (self->followed, position);

      g_signal_handlers_disconnect_by_func (group, queue_rebuild, self);
      g_signal_handlers_disconnect_by_func (sluice_printer_group_get_printers (group), queue_rebuild, self);
      g_ptr_array_remove_index (self->followed, position);
    }
  for (guint i = 0; i < added; i++)
    {
      SluicePrinterGroup *group = g_list_model_get_item (groups, position + i);
      GListModel *printers = sluice_printer_group_get_printers (group);

      g_ptr_array_insert (self->followed, position + i, group);
      g_signal_connect_object (printers, "items-changed", G_CALLBACK (queue_rebuild), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (group, "notify::n-attention", G_CALLBACK (queue_rebuild), self, G_CONNECT_SWAPPED);
    }
  queue_rebuild (self);
}

static void
sluice_printer_lines_dispose (GObject *object)
{
  SluicePrinterLines *self = SLUICE_PRINTER_LINES (object);

  g_clear_handle_id (&self->rebuild_id, g_source_remove);
  g_clear_object (&self->watched);
  g_clear_pointer (&self->followed, g_ptr_array_unref);
  g_clear_object (&self->groups);

  G_OBJECT_CLASS (sluice_printer_lines_parent_class)->dispose (object);
}

static void
sluice_printer_lines_finalize (GObject *object)
{
  SluicePrinterLines *self = SLUICE_PRINTER_LINES (object);

  g_ptr_array_unref (self->lines);
  g_free (self->search);

  G_OBJECT_CLASS (sluice_printer_lines_parent_class)->finalize (object);
}

static void
sluice_printer_lines_class_init (SluicePrinterLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sluice_printer_lines_dispose;
  G_OBJECT_CLASS (klass)->finalize = sluice_printer_lines_finalize;
}

static void
sluice_printer_lines_init (SluicePrinterLines *self)
{
  self->lines = g_ptr_array_new_with_free_func (g_object_unref);
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  self->search = g_strdup ("");
  self->n_columns = 1;
}

/**
 * sluice_printer_lines_new:
 * @groups: of #SluicePrinterGroup
 *
 * Returns: (transfer full): the lines, that follow the groups
 */
SluicePrinterLines *
sluice_printer_lines_new (GListModel *groups)
{
  SluicePrinterLines *self = g_object_new (SLUICE_TYPE_PRINTER_LINES, NULL);

  self->groups = g_object_ref (groups);
  g_signal_connect_object (groups, "items-changed", G_CALLBACK (groups_changed_cb), self, G_CONNECT_SWAPPED);
  /* What was seen may decide who is shown, and where. */
  self->watched = sluice_watch_model_new (groups, "observation");
  g_signal_connect_object (self->watched, "items-changed", G_CALLBACK (queue_rebuild), self, G_CONNECT_SWAPPED);
  groups_changed_cb (self, 0, 0, g_list_model_get_n_items (groups), groups);
  return self;
}

void
sluice_printer_lines_set_columns (SluicePrinterLines *self,
                                  guint               n_columns)
{
  g_return_if_fail (SLUICE_IS_PRINTER_LINES (self));

  if (self->n_columns == n_columns)
    return;
  self->n_columns = n_columns;
  rebuild (self);
}

/**
 * sluice_printer_lines_show:
 * @self: the lines
 * @filter: which printers
 * @order: in which order
 * @search: what is to be in their names, as it is typed
 */
void
sluice_printer_lines_show (SluicePrinterLines  *self,
                           SluicePrinterFilter  filter,
                           SluicePrinterOrder   order,
                           const char          *search)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (search));

  g_return_if_fail (SLUICE_IS_PRINTER_LINES (self));

  self->filter = filter;
  self->order = order;
  g_free (self->search);
  self->search = g_utf8_casefold (trimmed, -1);
  rebuild (self);
}
