/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-rights-request-private.h"

G_DEFINE_FINAL_TYPE (SluiceRightsRequest, sluice_rights_request, G_TYPE_OBJECT)

static guint signal_changed;

static const struct
{
  const char *nick;
  guint       article;
} rights[] = {
  [SLUICE_RIGHT_ACCESS] = { "access", 15 },
  [SLUICE_RIGHT_RECTIFICATION] = { "rectification", 16 },
  [SLUICE_RIGHT_ERASURE] = { "erasure", 17 },
  [SLUICE_RIGHT_PORTABILITY] = { "portability", 20 },
};

static void
sluice_rights_request_finalize (GObject *object)
{
  SluiceRightsRequest *self = SLUICE_RIGHTS_REQUEST (object);

  g_free (self->id);
  g_free (self->recipient);
  g_free (self->address);
  g_free (self->account);
  g_free (self->details);
  g_free (self->note);
  g_free (self->file);

  G_OBJECT_CLASS (sluice_rights_request_parent_class)->finalize (object);
}

static void
sluice_rights_request_class_init (SluiceRightsRequestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sluice_rights_request_finalize;
  signal_changed = g_signal_new ("changed", SLUICE_TYPE_RIGHTS_REQUEST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sluice_rights_request_init (SluiceRightsRequest *self)
{
}

static char *
dup_stripped (const char *text)
{
  return g_strstrip (g_strdup (text != NULL ? text : ""));
}

/**
 * sluice_rights_request_new:
 * @right: what is asked for
 * @recipient: whom
 * @address: (nullable): their e-mail address
 * @account: (nullable): what they know the person by
 * @details: (nullable): what is wrong, or what it is about
 *
 * Returns: (transfer full): a draft that nobody keeps yet
 */
SluiceRightsRequest *
sluice_rights_request_new (SluiceRight  right,
                           const char  *recipient,
                           const char  *address,
                           const char  *account,
                           const char  *details)
{
  SluiceRightsRequest *self;

  g_return_val_if_fail (right < SLUICE_RIGHT_LAST, NULL);
  g_return_val_if_fail (recipient != NULL, NULL);

  self = g_object_new (SLUICE_TYPE_RIGHTS_REQUEST, NULL);
  self->right = right;
  self->id = g_uuid_string_random ();
  self->recipient = dup_stripped (recipient);
  self->address = dup_stripped (address);
  self->account = dup_stripped (account);
  self->details = dup_stripped (details);
  self->note = g_strdup ("");
  return self;
}

static void
copy_state (SluiceRightsRequest *self,
            SluiceRightsRequest *from)
{
  self->sent = from->sent;
  self->answered = from->answered;
  self->closed = from->closed;
  self->extended = from->extended;
  g_set_str (&self->note, from->note);
  g_set_str (&self->file, from->file);
}

/* (transfer full): to be changed, kept, and only then adopted */
SluiceRightsRequest *
sluice_rights_request_copy (SluiceRightsRequest *self)
{
  SluiceRightsRequest *copy = sluice_rights_request_new (self->right, self->recipient, self->address, self->account,
                                                         self->details);

  g_set_str (&copy->id, self->id);
  copy->created = self->created;
  copy_state (copy, self);
  return copy;
}

/* What was asked of whom never changes. */
void
sluice_rights_request_adopt (SluiceRightsRequest *self,
                             SluiceRightsRequest *changed)
{
  copy_state (self, changed);
  g_signal_emit (self, signal_changed, 0);
}

const char *
sluice_right_to_nick (SluiceRight right)
{
  return rights[right].nick;
}

gboolean
sluice_right_from_nick (const char  *nick,
                        SluiceRight *out_right)
{
  for (guint i = 0; i < SLUICE_RIGHT_LAST; i++)
    if (g_strcmp0 (rights[i].nick, nick) == 0)
      {
        *out_right = i;
        return TRUE;
      }

  return FALSE;
}

const char *
sluice_rights_request_get_id (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->id;
}

SluiceRight
sluice_rights_request_get_right (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), SLUICE_RIGHT_ACCESS);
  return self->right;
}

/** sluice_rights_request_get_article: of the General Data Protection Regulation, (EU) 2016/679. */
guint
sluice_rights_request_get_article (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), 0);
  return rights[self->right].article;
}

const char *
sluice_rights_request_get_recipient (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->recipient;
}

/** sluice_rights_request_get_address: their e-mail address; empty when the person did not say one. */
const char *
sluice_rights_request_get_address (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->address;
}

const char *
sluice_rights_request_get_account (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->account;
}

const char *
sluice_rights_request_get_details (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->details;
}

SluiceRightsDay
sluice_rights_request_get_sent (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), 0);
  return self->sent;
}

/** sluice_rights_request_get_due: the last day on which an answer is in time; 0 before it was sent. */
SluiceRightsDay
sluice_rights_request_get_due (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), 0);
  return self->sent != 0 ? sluice_rights_day_due (self->sent, self->extended) : 0;
}

/** sluice_rights_request_get_extended: whether they said that they need two months more. */
gboolean
sluice_rights_request_get_extended (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), FALSE);
  return self->extended;
}

SluiceRightsDay
sluice_rights_request_get_answered (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), 0);
  return self->answered;
}

/** sluice_rights_request_get_note: what the person wrote down about the answer. */
const char *
sluice_rights_request_get_note (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->note;
}

/** sluice_rights_request_get_file: (nullable): what the file with the answer was called; sluice_rights_dup_answer() has it. */
const char *
sluice_rights_request_get_file (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), NULL);
  return self->file;
}

SluiceRightsDay
sluice_rights_request_get_closed (SluiceRightsRequest *self)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), 0);
  return self->closed;
}

SluiceRightsState
sluice_rights_request_get_state (SluiceRightsRequest *self,
                                 SluiceRightsDay      today)
{
  g_return_val_if_fail (SLUICE_IS_RIGHTS_REQUEST (self), SLUICE_RIGHTS_DRAFT);

  if (self->answered != 0)
    return SLUICE_RIGHTS_ANSWERED;
  if (self->closed != 0)
    return SLUICE_RIGHTS_CLOSED;
  if (self->sent == 0)
    return SLUICE_RIGHTS_DRAFT;
  return today > sluice_rights_request_get_due (self) ? SLUICE_RIGHTS_OVERDUE : SLUICE_RIGHTS_WAITING;
}
