# The bucket that keeps exported appointment lists.

terraform {
  required_version = ">= 1.9"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.60"
    }
  }
}

variable "logs_bucket" {
  description = "Bucket that receives access logs."
  type        = string
}

variable "replica_bucket_arn" {
  description = "Bucket in another region that receives a copy."
  type        = string
}

variable "replication_role_arn" {
  description = "Role that copies."
  type        = string
}

variable "key_arn" {
  description = "KMS key for encryption at rest."
  type        = string
}

variable "topic_arn" {
  description = "Topic that hears of new objects."
  type        = string
}

resource "aws_s3_bucket" "exports" {
  bucket = "clinic-appointment-exports"
}

resource "aws_s3_bucket_versioning" "exports" {
  bucket = aws_s3_bucket.exports.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "exports" {
  bucket = aws_s3_bucket.exports.id
  rule {
    apply_server_side_encryption_by_default {
      sse_algorithm     = "aws:kms"
      kms_master_key_id = var.key_arn
    }
    bucket_key_enabled = true
  }
}

resource "aws_s3_bucket_public_access_block" "exports" {
  bucket                  = aws_s3_bucket.exports.id
  block_public_acls       = false
  block_public_policy     = false
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_logging" "exports" {
  bucket        = aws_s3_bucket.exports.id
  target_bucket = var.logs_bucket
  target_prefix = "exports/"
}

resource "aws_s3_bucket_lifecycle_configuration" "exports" {
  bucket = aws_s3_bucket.exports.id
  rule {
    id     = "expire"
    status = "Enabled"
    filter {}
    expiration {
      days = 30
    }
    abort_incomplete_multipart_upload {
      days_after_initiation = 2
    }
  }
}

resource "aws_s3_bucket_notification" "exports" {
  bucket = aws_s3_bucket.exports.id
  topic {
    topic_arn = var.topic_arn
    events    = ["s3:ObjectCreated:*"]
  }
}

resource "aws_s3_bucket_replication_configuration" "exports" {
  bucket = aws_s3_bucket.exports.id
  role   = var.replication_role_arn
  rule {
    id     = "copy"
    status = "Enabled"
    destination {
      bucket = var.replica_bucket_arn
    }
  }
  depends_on = [aws_s3_bucket_versioning.exports]
}
