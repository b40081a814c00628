/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sluice-split-private.h"

#include "sluice-worker.h"

/* What became of a print file: immutable, so that any thread may read it. */

struct _SluiceSplit
{
  GObject parent_instance;

  SluiceProcessRecord *record;
  GListModel          *parts;
  char                *notice; /* translated; nullable */
  gboolean             is_packed;

  /* By SluicePartKind. */
  guint64              file_bytes[SLUICE_PART_KIND_STRUCTURE + 1];
  guint64              unpacked_bytes[SLUICE_PART_KIND_STRUCTURE + 1];
};

G_DEFINE_FINAL_TYPE (SluiceSplit, sluice_split, G_TYPE_OBJECT)

typedef enum
{
  PROP_FORMAT = 1,
  PROP_SIZE,
  PROP_PRODUCT_BYTES,
  PROP_PROCESS_BYTES,
  PROP_STRUCTURE_BYTES,
  PROP_PACKED,
  PROP_UNPACKED_SIZE,
  PROP_UNPACKED_PRODUCT_BYTES,
  PROP_UNPACKED_PROCESS_BYTES,
  PROP_UNPACKED_STRUCTURE_BYTES,
  PROP_RECORD,
  PROP_PARTS,
  PROP_NOTICE,
} SluiceSplitProperty;

static GParamSpec *properties[PROP_NOTICE + 1];

static void
sluice_split_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SluiceSplit *self = SLUICE_SPLIT (object);

  switch ((SluiceSplitProperty) prop_id)
    {
    case PROP_FORMAT:
      g_value_set_static_string (value, sluice_split_get_format (self));
      break;
    case PROP_SIZE:
      g_value_set_uint64 (value, sluice_split_get_size (self));
      break;
    case PROP_PRODUCT_BYTES:
      g_value_set_uint64 (value, self->file_bytes[SLUICE_PART_KIND_PRODUCT]);
      break;
    case PROP_PROCESS_BYTES:
      g_value_set_uint64 (value, self->file_bytes[SLUICE_PART_KIND_PROCESS]);
      break;
    case PROP_STRUCTURE_BYTES:
      g_value_set_uint64 (value, self->file_bytes[SLUICE_PART_KIND_STRUCTURE]);
      break;
    case PROP_PACKED:
      g_value_set_boolean (value, self->is_packed);
      break;
    case PROP_UNPACKED_SIZE:
      g_value_set_uint64 (value, sluice_split_get_unpacked_size (self));
      break;
    case PROP_UNPACKED_PRODUCT_BYTES:
      g_value_set_uint64 (value, self->unpacked_bytes[SLUICE_PART_KIND_PRODUCT]);
      break;
    case PROP_UNPACKED_PROCESS_BYTES:
      g_value_set_uint64 (value, self->unpacked_bytes[SLUICE_PART_KIND_PROCESS]);
      break;
    case PROP_UNPACKED_STRUCTURE_BYTES:
      g_value_set_uint64 (value, self->unpacked_bytes[SLUICE_PART_KIND_STRUCTURE]);
      break;
    case PROP_RECORD:
      g_value_set_boxed (value, self->record);
      break;
    case PROP_PARTS:
      g_value_set_object (value, self->parts);
      break;
    case PROP_NOTICE:
      g_value_set_string (value, self->notice);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sluice_split_finalize (GObject *object)
{
  SluiceSplit *self = SLUICE_SPLIT (object);

  g_clear_pointer (&self->record, sluice_process_record_unref);
  g_clear_object (&self->parts);
  g_clear_pointer (&self->notice, g_free);

  G_OBJECT_CLASS (sluice_split_parent_class)->finalize (object);
}

static void
install_bytes (SluiceSplitProperty property,
               const char         *name)
{
  properties[property] =
    g_param_spec_uint64 (name, NULL, NULL, 0, G_MAXUINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
sluice_split_class_init (SluiceSplitClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sluice_split_get_property;
  object_class->finalize = sluice_split_finalize;

  properties[PROP_FORMAT] = g_param_spec_string ("format", NULL, NULL, NULL, flags);
  install_bytes (PROP_SIZE, "size");
  install_bytes (PROP_PRODUCT_BYTES, "product-bytes");
  install_bytes (PROP_PROCESS_BYTES, "process-bytes");
  install_bytes (PROP_STRUCTURE_BYTES, "structure-bytes");
  properties[PROP_PACKED] = g_param_spec_boolean ("packed", NULL, NULL, FALSE, flags);
  install_bytes (PROP_UNPACKED_SIZE, "unpacked-size");
  install_bytes (PROP_UNPACKED_PRODUCT_BYTES, "unpacked-product-bytes");
  install_bytes (PROP_UNPACKED_PROCESS_BYTES, "unpacked-process-bytes");
  install_bytes (PROP_UNPACKED_STRUCTURE_BYTES, "unpacked-structure-bytes");
  properties[PROP_RECORD] = g_param_spec_boxed ("record", NULL, NULL, SLUICE_TYPE_PROCESS_RECORD, flags);
  properties[PROP_PARTS] = g_param_spec_object ("parts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_NOTICE] = g_param_spec_string ("notice", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sluice_split_init (SluiceSplit *self)
{
}

/**
 * sluice_split_new:
 * @record: (transfer full): what may leave
 * @tally: whose the bytes are
 * @is_packed: whether the file is a package, so that its own bytes differ from those that were read
 * @notice: (nullable): what a person should know, translated
 */
SluiceSplit *
sluice_split_new (SluiceProcessRecord *record,
                  SluicePartTally     *tally,
                  gboolean             is_packed,
                  const char          *notice)
{
  SluiceSplit *self = g_object_new (SLUICE_TYPE_SPLIT, NULL);

  self->record = record;
  self->parts = sluice_part_tally_to_model (tally);
  self->is_packed = is_packed;
  self->notice = g_strdup (notice);
  for (guint kind = 0; kind <= SLUICE_PART_KIND_STRUCTURE; kind++)
    {
      self->file_bytes[kind] = sluice_part_tally_sum (tally, kind, TRUE);
      self->unpacked_bytes[kind] = sluice_part_tally_sum (tally, kind, FALSE);
    }

  return self;
}

static DexFuture *
split_work (GCancellable *cancellable,
            gpointer      data)
{
  g_autoptr(GError) error = NULL;
  SluiceSplit *split = sluice_split_read (data, NULL, NULL, NULL, NULL, cancellable, &error);

  if (split == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  return dex_future_new_take_object (split);
}

/**
 * sluice_split_file:
 * @path: a file
 *
 * As sluice_split_read(), on a thread of its own.
 *
 * Returns: (transfer full): resolves to a #SluiceSplit, or rejects with what
 *   sluice_split_read() says
 */
DexFuture *
sluice_split_file (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  return sluice_worker_run (split_work, g_strdup (path), g_free);
}

/** sluice_split_get_format: what the file is, from %SLUICE_NAME_LIST_FORMATS. */
const char *
sluice_split_get_format (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), NULL);

  return self->record->format;
}

/** sluice_split_get_size: bytes of the file; product, process and structure are exactly this. */
guint64
sluice_split_get_size (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->file_bytes[SLUICE_PART_KIND_PRODUCT] + self->file_bytes[SLUICE_PART_KIND_PROCESS] +
         self->file_bytes[SLUICE_PART_KIND_STRUCTURE];
}

/** sluice_split_get_product_bytes: bytes of the file that stay. Packed G-code counts as a whole. */
guint64
sluice_split_get_product_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->file_bytes[SLUICE_PART_KIND_PRODUCT];
}

/** sluice_split_get_process_bytes: bytes of the file that tell how it is printed; 0 in packed G-code. */
guint64
sluice_split_get_process_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->file_bytes[SLUICE_PART_KIND_PROCESS];
}

/** sluice_split_get_structure_bytes: bytes of the file that hold the rest together. */
guint64
sluice_split_get_structure_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->file_bytes[SLUICE_PART_KIND_STRUCTURE];
}

/** sluice_split_is_packed: whether the file is a package (gzip, UFP, 3MF): then the unpacked figures tell more. */
gboolean
sluice_split_is_packed (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), FALSE);

  return self->is_packed;
}

/**
 * sluice_split_get_unpacked_size:
 * @self: a split
 *
 * Returns: bytes of all that the file holds, unpacked and without the
 *   container's own; the size of the file where it is not packed. For members
 *   of a package that are not read, the size that the package states
 */
guint64
sluice_split_get_unpacked_size (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->unpacked_bytes[SLUICE_PART_KIND_PRODUCT] + self->unpacked_bytes[SLUICE_PART_KIND_PROCESS] +
         self->unpacked_bytes[SLUICE_PART_KIND_STRUCTURE];
}

/** sluice_split_get_unpacked_product_bytes: of the unpacked size, what stays. */
guint64
sluice_split_get_unpacked_product_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->unpacked_bytes[SLUICE_PART_KIND_PRODUCT];
}

/** sluice_split_get_unpacked_process_bytes: of the unpacked size, what tells how it is printed. */
guint64
sluice_split_get_unpacked_process_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->unpacked_bytes[SLUICE_PART_KIND_PROCESS];
}

/** sluice_split_get_unpacked_structure_bytes: of the unpacked size, what holds the rest together. */
guint64
sluice_split_get_unpacked_structure_bytes (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), 0);

  return self->unpacked_bytes[SLUICE_PART_KIND_STRUCTURE];
}

/** sluice_split_get_record: (transfer none): what may leave, and nothing else may. */
SluiceProcessRecord *
sluice_split_get_record (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), NULL);

  return self->record;
}

/** sluice_split_get_parts: (transfer none): a model of #SluicePrintPart; their bytes add up to the sizes. */
GListModel *
sluice_split_get_parts (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), NULL);

  return self->parts;
}

/** sluice_split_get_notice: (nullable): what a person should know, such as "not read yet; all of it stays". */
const char *
sluice_split_get_notice (SluiceSplit *self)
{
  g_return_val_if_fail (SLUICE_IS_SPLIT (self), NULL);

  return self->notice;
}
