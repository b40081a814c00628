/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-report-dialog.h"

#include "sluice-browser.h"
#include "sluice-fiber.h"
#include "sluice-mailto.h"
#include "sluice-save.h"
#include "sluice-security-contact.h"
#include "sluice-security-words.h"
#include "sluice-tell.h"
#include "sluice-weak.h"

#include <glib/gi18n-lib.h>
#include <gnutls/gnutls.h>
#include <libsoup/soup.h>

struct _SluiceReportDialog
{
  AdwDialog parent_instance;

  /* Owned. */
  SluiceConnection      *connection;
  SluiceSecurityContact *contact; /* NULL before it is known, and when there is none */
  DexFuture             *asking;

  /* template children */
  GtkLabel *who;
  GtkTextView *text;
  GtkWidget *page;
  GtkWidget *mail;
};

G_DEFINE_FINAL_TYPE (SluiceReportDialog, sluice_report_dialog, ADW_TYPE_DIALOG)

/* What whoever reads the report may want to know of this computer, and no more. */
static char *
dup_versions (void)
{
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  return g_strdup_printf ("Sluice %s, GTK %u.%u.%u, libadwaita %u.%u.%u, libsoup %u.%u.%u, GnuTLS %s, %s", PACKAGE_VERSION,
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          soup_get_major_version (), soup_get_minor_version (), soup_get_micro_version (),
                          gnutls_check_version (NULL), system != NULL ? system : "");
}

static char *
dup_text (SluiceReportDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_contact (SluiceReportDialog *self)
{
  const char *mail = sluice_security_contact_get_mail (self->contact);
  const char *page = sluice_security_contact_get_page (self->contact);
  const char *languages = sluice_security_contact_get_languages (self->contact);
  g_autoptr(GString) text = g_string_new (NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  /* Translators: %s is an e-mail address, or the address of a page */
  g_string_append_printf (text, _("This cloud wants to be told at %s."), mail != NULL ? mail + strlen ("mailto:") : page);
  if (languages != NULL)
    {
      g_string_append_c (text, ' ');
      /* Translators: %s is a list of languages, as "en, fr" */
      g_string_append_printf (text, _("They read: %s."), languages);
    }
  if (sluice_security_contact_is_expired (self->contact, now))
    g_string_append_printf (text, " %s", _("That may be out of date."));
  gtk_label_set_label (self->who, text->str);
  gtk_widget_set_visible (self->mail, mail != NULL);
  gtk_widget_set_visible (self->page, page != NULL);
}

static DexFuture *
asked_cb (DexFuture *future,
          gpointer   weak)
{
  g_autoptr(SluiceReportDialog) self = g_weak_ref_get (weak);
  g_autoptr(GError) error = NULL;
  const GValue *value = dex_future_get_value (future, &error);
  g_autofree char *why = NULL;

  if (self == NULL)
    return dex_ref (future);
  if (value != NULL)
    {
      g_set_object (&self->contact, g_value_get_object (value));
      show_contact (self);
      return dex_ref (future);
    }

  /* Translators: %s is a sentence: why it is not known whom to send it to */
  why = g_strdup_printf (_("%s Save the report, and send it to those who run the cloud by a way that you know."),
                         error->message);
  gtk_label_set_label (self->who, why);
  return dex_ref (future);
}

static DexFuture *
ask_fiber (DexFuture *stop,
           gpointer   data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SluiceSession) session = dex_await_object (sluice_until (sluice_place_open_door (data, 0), stop), &error);

  return session != NULL ? sluice_security_contact_ask (session) : dex_future_new_for_error (g_steal_pointer (&error));
}

static void
save_cb (SluiceReportDialog *self)
{
  const SluiceSaving words = { _("Save the Report"), _("Weakness.txt"), _("The report was saved"),
                               _("The Report Was Not Saved") };
  char *text = dup_text (self);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  sluice_save (GTK_WIDGET (self), &words, bytes);
}

static void
copy (SluiceReportDialog *self)
{
  g_autofree char *text = dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
page_cb (SluiceReportDialog *self)
{
  copy (self);
  sluice_tell (GTK_WIDGET (self), _("The report was copied"));
  g_signal_emit_by_name (self, "open-uri", sluice_security_contact_get_page (self->contact));
}

/* What the address had behind its question mark is theirs; the subject and the text are ours. */
static void
mail_cb (SluiceReportDialog *self)
{
  const char *mail = sluice_security_contact_get_mail (self->contact) + strlen ("mailto:");
  g_autofree char *address = g_strndup (mail, strcspn (mail, "?#"));
  g_autofree char *text = dup_text (self);
  g_autofree char *uri = sluice_mailto_new (address, _("A weakness of your cloud"), text);

  g_signal_emit_by_name (self, "open-uri", uri);
}

static void
not_opened (GtkWidget *self)
{
  copy (SLUICE_REPORT_DIALOG (self));
  sluice_tell_in_dialog (self, _("Nothing Opened"),
                         _("There is no program on this computer for that address. The report was copied; nothing of it is "
                           "lost."));
}

static void
sluice_report_dialog_dispose (GObject *object)
{
  SluiceReportDialog *self = SLUICE_REPORT_DIALOG (object);

  dex_clear (&self->asking);
  gtk_widget_dispose_template (GTK_WIDGET (object), SLUICE_TYPE_REPORT_DIALOG);
  g_clear_object (&self->contact);
  g_clear_object (&self->connection);

  G_OBJECT_CLASS (sluice_report_dialog_parent_class)->dispose (object);
}

static void
sluice_report_dialog_class_init (SluiceReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sluice_report_dialog_dispose;

  sluice_browser_install_signal (widget_class, not_opened);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sluice_desktop/Sluice/security/sluice-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SluiceReportDialog, who);
  gtk_widget_class_bind_template_child (widget_class, SluiceReportDialog, text);
  gtk_widget_class_bind_template_child (widget_class, SluiceReportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, SluiceReportDialog, mail);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_cb);
  gtk_widget_class_bind_template_callback (widget_class, mail_cb);
}

static void
sluice_report_dialog_init (SluiceReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sluice_report_dialog_new:
 * @connection: the way to the place that has a weakness
 *
 * Returns: (transfer floating): a dialog with what a report may begin with
 */
AdwDialog *
sluice_report_dialog_new (SluiceConnection *connection)
{
  SluiceReportDialog *self = g_object_new (SLUICE_TYPE_REPORT_DIALOG, NULL);
  SluicePlace *place = sluice_connection_get_place (connection);
  g_autofree char *versions = dup_versions ();
  g_autofree char *text = sluice_security_compose_report (connection, versions);

  self->connection = g_object_ref (connection);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  self->asking = dex_future_finally (sluice_fiber_spawn (ask_fiber, g_object_ref (place), g_object_unref), asked_cb,
                                     sluice_weak_new (self), sluice_weak_free);
  return ADW_DIALOG (self);
}
